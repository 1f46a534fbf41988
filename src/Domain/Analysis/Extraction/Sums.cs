using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Aggregates and additions inside the arguments of a store's calls.</summary>
internal static class Sums
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase) { "sum", "count", "max", "min", "avg", "countDistinct", "sumDistinct", "average" };

    /// <summary>
    /// Whether the database adds a value to a column's old one: <c>{ increment: n }</c>, <c>F("used") + n</c>, <c>Usage.used + n</c>,
    /// <c>sql`used + ${n}`</c>. What the program adds to a value that it has read is no such thing.
    /// </summary>
    public static bool AddsTo(string column, Expression value, Moment moment)
    {
        switch (value)
        {
            case ObjectExpression { Entries: [var entry, ..] }:
                return entry.Name is "increment" or "decrement";
            case LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] }:
                return Mentions(column, returned, moment);
            case CallExpression { Callee: NameExpression { Name: "sql" or "raw" or "literal" } or MemberExpression { Name: "raw" or "literal" or "fn" } or IndexExpression }:
                return Mentions(column, value, moment);
            case BinaryExpression { Operator: "+" or "-" } sum:
                return IsColumn(column, sum.Left) || IsColumn(column, sum.Right);
            default:
                return false;
        }
    }

    /// <summary>Finds the aggregates that an expression asks for, as <c>sum(quantity)</c>.</summary>
    public static void AddTo(List<string> aggregates, Expression? expression, Moment moment, int depth = 6)
    {
        if (expression is null || depth == 0 || aggregates.Count > 20) return;
        switch (expression)
        {
            case CallExpression call:
                var callee = Callee.Of(call.Callee);
                if (Names.Contains(callee.Last)) aggregates.Add($"{callee.Last.ToLowerInvariant()}({(call.Arguments is [{ Value: var first }, ..] ? ColumnOf(first) ?? "*" : "*")})");
                foreach (var argument in call.Arguments) AddTo(aggregates, argument.Value, moment, depth - 1);
                AddTo(aggregates, (call.Callee as MemberExpression)?.Target, moment, depth - 1);
                break;
            case ObjectExpression entries:
                foreach (var entry in entries.Entries) AddTo(aggregates, entry.Value, moment, depth - 1);
                break;
            case ListExpression list:
                foreach (var item in list.Items) AddTo(aggregates, item, moment, depth - 1);
                break;
            case LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: var returned }, ..] }:
                AddTo(aggregates, returned, moment, depth - 1);
                break;
            case CastExpression cast:
                AddTo(aggregates, cast.Operand, moment, depth - 1);
                break;
            case BinaryExpression binary:
                AddTo(aggregates, binary.Left, moment, depth - 1);
                AddTo(aggregates, binary.Right, moment, depth - 1);
                break;
            case LiteralExpression { Kind: LiteralKind.String } literal:
                AddText(aggregates, literal.Value);
                break;
            case TemplateExpression template:
                AddText(aggregates, Templates.TextOf(template, moment.Tree.File.Text));
                break;
        }
    }

    /// <summary>The column that an expression names: <c>usage.qty</c>, <c>"qty"</c>, <c>x => x.Qty</c>; null when it names none.</summary>
    public static string? ColumnOf(Expression? expression) => expression switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => StoreQuery.Sql(Column(literal.Value)),
        MemberExpression { Name: "Value" or "Date" or "UtcDateTime" or "c", Target: MemberExpression inner } => StoreQuery.Sql(inner.Name),
        MemberExpression member => StoreQuery.Sql(member.Name),
        CastExpression cast => ColumnOf(cast.Operand),
        BinaryExpression { Operator: "??" or "*" } sum => ColumnOf(sum.Left),
        LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] } => ColumnOf(returned),
        CallExpression { Arguments: [{ Value: MemberExpression first }, ..] } => ColumnOf(first),
        _ => null,
    };

    private static void AddText(List<string> aggregates, string text)
    {
        for (var at = text.IndexOf('('); at > 0 && aggregates.Count < 20; at = text.IndexOf('(', at + 1))
        {
            var start = at;
            while (start > 0 && char.IsLetter(text[start - 1])) start--;
            if (!Names.Contains(text[start..at])) continue;
            var end = text.IndexOf(')', at);
            aggregates.Add((end < 0 || end - start > 79 ? text[start..at] + "(…)" : text[start..(end + 1)]).ToLowerInvariant());
        }
    }

    private static string Column(string text)
    {
        var end = text.IndexOf(' ');
        var name = end < 0 ? text : text[..end];
        return name[(name.LastIndexOf('.') + 1)..].TrimStart('$');
    }

    private static bool IsColumn(string column, Expression side) => side switch
    {
        MemberExpression { Target: NameExpression { Name: [>= 'A' and <= 'Z', ..] }, Name: var name } => StoreQuery.Sql(name) == column,
        CallExpression { Callee: NameExpression { Name: "F" }, Arguments: [{ Value: LiteralExpression name }, ..] } => StoreQuery.Sql(name.Value) == column,
        MemberExpression { Target: MemberExpression { Name: "c" or "excluded" }, Name: var name } => StoreQuery.Sql(name) == column,
        CallExpression { Callee: MemberExpression { Name: "coalesce" or "Coalesce" } or NameExpression { Name: "coalesce" or "Coalesce" }, Arguments: [{ Value: var first }, ..] } => IsColumn(column, first),
        _ => false,
    };

    private static bool Mentions(string column, Expression value, Moment moment)
    {
        var text = Snippet.Of(moment.Tree.File.Text, value.Span, 160);
        return text.AsSpan().IndexOfAny('+', '-') >= 0 && StoreQuery.Sql(text).Contains(column, StringComparison.Ordinal);
    }
}
