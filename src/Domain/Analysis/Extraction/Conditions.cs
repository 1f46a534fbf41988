using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Reads what a query's rows must fulfil, in the ways in which libraries have it written.</summary>
internal static class Conditions
{
    public static void Add(Expression? expression, StoreQuery query, int depth = 8) => Add(expression, query, null, depth);

    private static void Add(Expression? expression, StoreQuery query, Function? lambda, int depth)
    {
        if (expression is null || depth == 0) return;
        switch (expression)
        {
            case ObjectExpression entries:
                AddEntries(entries, query, lambda, depth);
                break;
            case LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: var returned }, ..] } inner:
                Add(returned, query, inner.Function, depth - 1);
                break;
            case BinaryExpression { Operator: "&&" or "||" or "&" or "|" or "and" or "or" } both:
                Add(both.Left, query, lambda, depth - 1);
                Add(both.Right, query, lambda, depth - 1);
                break;
            case BinaryExpression comparison:
                AddComparison(comparison, query, lambda);
                break;
            case ListExpression list:
                foreach (var item in list.Items) Add(item, query, lambda, depth - 1);
                break;
            case CallExpression call:
                AddCall(call, query, lambda, depth);
                break;
            case LiteralExpression { Kind: LiteralKind.String } or TemplateExpression:
                query.CompareSql(expression);
                break;
            case NameExpression when query.Moment.Resolve(expression) is { } resolved and not NameExpression:
                Add(resolved, query, lambda, depth - 1);
                break;
        }
    }

    private static void AddEntries(ObjectExpression entries, StoreQuery query, Function? lambda, int depth)
    {
        foreach (var entry in entries.Entries)
        {
            if (entry.Name is "AND" or "OR" or "NOT" or "$and" or "$or" or "where" or "$match")
            {
                Add(entry.Value, query, lambda, depth - 1);
            }
            else if (entry.Name is null)
            {
                if (query.Moment.Resolve(entry.Value) is ObjectExpression spread) Add(spread, query, lambda, depth - 1);
            }
            else if (entry.Value is ObjectExpression operators && operators.Entries.Any(each => Operator(each.Name) is not null))
            {
                foreach (var each in operators.Entries)
                {
                    if (Operator(each.Name) is { } @operator) query.Compare(entry.Name, @operator, each.Value);
                }
            }
            else if (entry.Value is ObjectExpression nested)
            {
                // A composite key, or a relation.
                Add(nested, query, lambda, depth - 1);
            }
            else if (entry.Value is CallExpression { Callee: NameExpression { Name: var name }, Arguments: var arguments } && Finder(name) is { } finder)
            {
                query.Compare(entry.Name, finder, arguments.IsEmpty ? entry.Value : arguments[0].Value);
            }
            else
            {
                query.Compare(entry.Name, "=", entry.Value);
            }
        }
    }

    /// <summary>Conditions that are given by name: <c>filter(at__gte=start, customer=c)</c>, <c>filter_by(id=i)</c>.</summary>
    public static void AddNamed(IEnumerable<Argument> arguments, StoreQuery query)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name is null)
            {
                Add(argument.Value, query);
                continue;
            }

            var parts = argument.Name.Split("__");
            var @operator = parts[^1] switch
            {
                "gte" => ">=",
                "gt" => ">",
                "lte" => "<=",
                "lt" => "<",
                "range" => "between",
                "in" => "in",
                "isnull" => "is",
                "contains" or "startswith" or "icontains" => "like",
                _ => null,
            };
            var column = @operator is null && parts[^1] is not ("date" or "exact" or "month" or "year") ? parts[^1] : parts[Math.Max(0, parts.Length - 2)];
            query.Compare(column is "date" && parts.Length > 2 ? parts[^3] : column, @operator ?? "=", argument.Value);
        }
    }

    private static void AddCall(CallExpression call, StoreQuery query, Function? lambda, int depth)
    {
        var callee = Callee.Of(call.Callee);
        if (callee.Last is "and" or "or" or "and_" or "or_" or "all_" or "eb" or "all" && call.Arguments.Length > 0 && Operator(callee.Last) is null)
        {
            if (callee.Last == "eb") AddWhere(call.Arguments, query);
            else foreach (var argument in call.Arguments) Add(argument.Value, query, lambda, depth - 1);
        }
        else if (callee.Last == "Q")
        {
            AddNamed(call.Arguments, query);
        }
        else if (callee.Last == "sql")
        {
            foreach (var argument in call.Arguments) query.CompareSql(argument.Value);
        }
        else if (call.Callee is NameExpression && Operator(callee.Last) is { } @operator && call.Arguments.Length > 0 && Sums.ColumnOf(call.Arguments[0].Value) is { } column)
        {
            query.Compare(column, @operator, call.Arguments.Length > 1 ? call.Arguments[1].Value : call.Arguments[0].Value);
        }
        else if (call.Callee is MemberExpression { Target: MemberExpression owner } && Operator(callee.Last) is { } method)
        {
            query.Compare(owner.Name, method, call.Arguments.IsEmpty ? call : call.Arguments[0].Value);
        }
        else if (callee.Last == "Contains" && lambda is not null && call.Arguments is [{ Value: MemberExpression member }] && IsOf(lambda, member) && call.Callee is MemberExpression { Target: var list })
        {
            query.Compare(member.Name, "in", list);
        }
    }

    /// <summary>A column by name, an operator by text, a value: <c>where("at", "&lt;", end)</c>, <c>where("id", id)</c>.</summary>
    public static void AddWhere(IReadOnlyList<Argument> arguments, StoreQuery query)
    {
        switch (arguments)
        {
            case [{ Value: LiteralExpression { Kind: LiteralKind.String } column }, { Value: LiteralExpression { Kind: LiteralKind.String } @operator }, { Value: var right }]
                when @operator.Value is "=" or "<" or "<=" or ">" or ">=" or "<>" or "!=" or "==" or "in" or "is" or "like" or "between":
                query.Compare(Name(column), @operator.Value is "!=" ? "<>" : @operator.Value is "==" ? "=" : @operator.Value, right);
                break;
            case [{ Value: LiteralExpression { Kind: LiteralKind.String } column }, { Value: var right }] when column.Value.AsSpan().IndexOfAny(" =<>") < 0:
                query.Compare(Name(column), "=", right);
                break;
            case [{ Value: LiteralExpression { Kind: LiteralKind.String } column }] when column.Value.AsSpan().IndexOfAny(" =<>") < 0:
                break;
            case [{ Name: null, Value: ObjectExpression or LambdaExpression or LiteralExpression or TemplateExpression } first, { Value: ObjectExpression }]:
                Add(first.Value, query);
                break;
            default:
                AddNamed(arguments, query);
                break;
        }
    }

    private static string Name(LiteralExpression column) => column.Value[(column.Value.LastIndexOf('.') + 1)..];

    private static void AddComparison(BinaryExpression comparison, StoreQuery query, Function? lambda)
    {
        var @operator = comparison.Operator switch
        {
            "==" or "===" => "=",
            "!=" or "!==" => "<>",
            "<" or "<=" or ">" or ">=" => comparison.Operator,
            _ => null,
        };
        if (@operator is null) return;
        if (IsColumn(comparison.Left, lambda) && Sums.ColumnOf(Base(comparison.Left)) is { } left) query.Compare(left, @operator, comparison.Right);
        else if (IsColumn(comparison.Right, lambda) && Sums.ColumnOf(Base(comparison.Right)) is { } right) query.Compare(right, Turned(@operator), comparison.Left);
    }

    /// <summary>What is compared when something is added to it first: <c>x.Used + n &lt;= x.Limit</c>.</summary>
    private static Expression Base(Expression side) => side is BinaryExpression { Operator: "+" or "-" } sum ? sum.Left : side;

    private static bool IsColumn(Expression side, Function? lambda) => side switch
    {
        MemberExpression member => IsOf(lambda, member),
        BinaryExpression { Operator: "+" or "-" or "??" } sum => IsColumn(sum.Left, lambda),
        CastExpression cast => IsColumn(cast.Operand, lambda),
        CallExpression { Arguments: [{ Value: MemberExpression member }, ..] } => IsOf(lambda, member),
        _ => false,
    };

    /// <summary>Whether a member belongs to the row: to the lambda's parameter, or to a model by its class.</summary>
    private static bool IsOf(Function? lambda, MemberExpression member)
    {
        Expression root = member;
        while (root is MemberExpression inner) root = inner.Target;
        if (root is not NameExpression name) return false;
        return lambda is null ? char.IsUpper(name.Name[0]) || member.Target is MemberExpression { Name: "c" } : lambda.Parameters.Any(parameter => parameter.Name == name.Name);
    }

    private static string Turned(string @operator) => @operator switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => @operator,
    };

    public static string? Operator(string? name) => name switch
    {
        "gte" or "$gte" or "ge" => ">=",
        "gt" or "$gt" => ">",
        "lte" or "$lte" or "le" => "<=",
        "lt" or "$lt" => "<",
        "equals" or "$eq" or "eq" => "=",
        "not" or "$ne" or "ne" or "neq" => "<>",
        "in" or "$in" or "inArray" or "in_" => "in",
        "between" or "range" => "between",
        "isNull" or "is_" or "is" or "$exists" => "is",
        "like" or "ilike" or "contains" or "startsWith" => "like",
        _ => null,
    };

    /// <summary>TypeORM.</summary>
    private static string? Finder(string name) => name switch
    {
        "MoreThanOrEqual" => ">=",
        "MoreThan" => ">",
        "LessThanOrEqual" => "<=",
        "LessThan" => "<",
        "Between" => "between",
        "In" => "in",
        "IsNull" => "is",
        "Not" => "<>",
        _ => null,
    };
}
