namespace Claudit.Code.Sql;

/// <summary>Comparisons of a column with something.</summary>
internal sealed partial class SqlReader
{
    /// <summary>How far a left side is looked through for its column.</summary>
    private const int Reach = 24;

    private string? OperatorAt(int at) => Text(at) switch
    {
        "=" or "<" or "<=" or ">" or ">=" or "<>" => Text(at),
        "between" or "in" or "is" or "like" => Text(at),
        "ilike" => "like",
        _ => null,
    };

    /// <summary>Gives the index behind the operator: what follows may hold queries, functions and more predicates.</summary>
    private int ReadPredicate(int at, int end, string @operator, Query query)
    {
        var isNegated = Is(at - 1, "not");
        var right = at + 1;
        var stop = right;
        var awaitsAnd = @operator == "between";
        // One level of brackets is one step, and no right side that matters is longer.
        for (var steps = 0; steps < 40 && stop < end && !EndsPredicate(stop, ref awaitsAnd); steps++) stop = Next(stop, end);
        if (stop == right || query.Predicates.Count >= 100) return right;
        if (@operator == "=" && Text(right) is "any" && Is(right + 1, "(")) @operator = "in";
        if (ColumnBefore(isNegated ? at - 1 : at) is { } column)
        {
            var (text, parameters) = Written(right, stop);
            query.Predicates.Add(new SqlPredicate(column, @operator, isNegated ? "not " + text : text, Start(at), parameters));
        }
        else if (_tokens[right].Kind == SqlTokenKind.Name && !Is(right + 1, "(") && Turned(@operator) is { } turned)
        {
            var name = right;
            while (Is(name + 1, ".") && name + 2 < stop) name += 2;
            var (text, parameters) = Written(at - 1, at);
            query.Predicates.Add(new SqlPredicate(Text(name), turned, text, Start(right), parameters));
        }

        return right;
    }

    private static string? Turned(string @operator) => @operator switch
    {
        "=" or "<>" => @operator,
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => null,
    };

    private bool EndsPredicate(int at, ref bool awaitsAnd)
    {
        if (awaitsAnd && Is(at, "and"))
        {
            awaitsAnd = false;
            return false;
        }

        return Text(at) is "and" or "or" or "," or ")" or "then" or "else" or "end" or "do" || EndsClause(at);
    }

    /// <summary>The column that stands on the left of an operator, functions, casts and sums around it looked through; null when there is none.</summary>
    private string? ColumnBefore(int at)
    {
        var first = Math.Max(0, at - Reach);
        for (var look = at - 1; look >= first;)
        {
            var token = _tokens[look];
            if (Text(look) == ")")
            {
                return token.Match < 0 ? null : LastColumnIn(token.Match, look) ?? (token.Match > 0 ? FunctionName(token.Match - 1) : null);
            }

            if (token.Kind == SqlTokenKind.Name && Is(look - 1, "::")) look -= 2;
            else if (token.Kind == SqlTokenKind.String && Is(look - 1, "zone")) look -= 4;
            else if (token.Kind is SqlTokenKind.Parameter or SqlTokenKind.Number && Text(look - 1) is "+" or "-" or "*" or "/") look -= 2;
            else if (token.Kind == SqlTokenKind.Name && Is(look - 1, ".") && Text(look - 3) is "+" or "-") look -= 4;
            else if (token.Kind == SqlTokenKind.Name && Text(look - 1) is "+" or "-") look -= 2;
            else if (token.Kind == SqlTokenKind.Name) return token.Text;
            else if (token.Kind == SqlTokenKind.String && Text(look - 1) is "->>" or "->") return token.Text.Trim('\'');
            else return token.Kind == SqlTokenKind.Parameter && _tokens.Parameters[token.Parameter].Name.Contains('.', StringComparison.Ordinal) ? HoleName(look) : null;
        }

        return null;
    }

    private string? FunctionName(int at) => _tokens[at].Kind == SqlTokenKind.Name ? _tokens[at].Text : null;

    private string? LastColumnIn(int open, int close)
    {
        for (var look = close - 1; look > open && look > close - Reach; look--)
        {
            var token = _tokens[look];
            if (token.Kind == SqlTokenKind.Name && !Is(look + 1, "(") && !Is(look - 1, "::") && !Is(look + 1, ".") && token.Text is not ("zone" or "time" or "interval" or "int" or "date"))
            {
                return token.Text;
            }
        }

        return null;
    }
}
