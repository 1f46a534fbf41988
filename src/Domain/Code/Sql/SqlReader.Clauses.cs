using System.Collections.Immutable;
using System.Text;

namespace Claudit.Code.Sql;

/// <summary>The clauses of one level of a query: its subqueries are levels of their own.</summary>
internal sealed partial class SqlReader
{
    private enum Clause
    {
        Other,
        From,
        Where,
    }

    private void Scan(int at, int end, Query query, int depth)
    {
        if (depth == 0) ScanExpressions(query);
        var (clause, nesting, joins, aggregates, filterEnd) = (query.Verb is "update" or "delete" ? Clause.From : Clause.Other, 0, false, false, -1);
        while (at < end)
        {
            var token = _tokens[at];
            if (token.Kind == SqlTokenKind.Mark)
            {
                if (Is(at, "(") && Text(at + 1) is "select" or "with" && Close(at, end) is var close)
                {
                    if (depth < DepthLimit) Scan(at + 1, close, query, depth + 1);
                    at = close + 1;
                    continue;
                }

                nesting += token.Text == "(" ? 1 : token.Text == ")" ? -1 : 0;
                if (token.Text == "," && clause == Clause.From && nesting == 0)
                {
                    joins = true;
                    query.AddTable(TableRead(at + 1, query, out at));
                    continue;
                }

                at = (clause == Clause.Where || at < filterEnd) && OperatorAt(at) is { } mark ? ReadPredicate(at, end, mark, query) : at + 1;
                continue;
            }

            if (token.Kind == SqlTokenKind.Name)
            {
                if (Is(at + 1, "(")) aggregates |= NoteFunction(at, end, query);
                else if (token.Text == "output" && nesting == 0) query.Returns = true;
                else if (token.Text is "prewhere" or "qualify") clause = Clause.Where;
                else if (token.Text == "top" && Text(at - 1) is "select" or "distinct") query.Limits = true;
                at++;
                continue;
            }

            if (token.Kind != SqlTokenKind.Keyword)
            {
                at++;
                continue;
            }

            switch (token.Text)
            {
                case "select":
                    clause = Clause.Other;
                    if (Is(at + 1, "distinct") && (Is(at + 2, "on") || depth > 0)) query.Deduplicates = true;
                    break;
                case "from" or "using" when Text(at - 1) != "distinct" && nesting == 0:
                    clause = Clause.From;
                    if (token.Text == "using" && query.Verb is not ("delete" or "merge")) break;
                    query.AddTable(TableRead(at + 1, query, out at));
                    continue;
                case "join":
                    clause = Clause.From;
                    joins = true;
                    query.AddTable(TableRead(at + 1, query, out at));
                    continue;
                case "on" when Text(at + 1) is "conflict" or "duplicate":
                    at = ReadConflict(at + 2, end, query);
                    clause = Clause.Where;
                    continue;
                case "on" or "where" or "having":
                    clause = Clause.Where;
                    break;
                case "filter" when Is(at + 1, "("):
                    filterEnd = Close(at + 1, end);
                    break;
                case "when" when query.Verb == "merge":
                    clause = Clause.Where;
                    break;
                case "set" when nesting == 0:
                    at = ReadAssignments(at + 1, end, query, depth);
                    if (query.Verb == "merge") query.OnConflict = Accumulates(query) ? "accumulate" : "update";
                    clause = Clause.From;
                    continue;
                case "insert" when query.Verb == "merge" && Is(at + 1, "("):
                    ReadMergedRow(at + 1, end, query);
                    break;
                case "group" when Text(at + 1) == "by":
                    clause = Clause.Other;
                    ReadGroups(at + 2, end, query);
                    break;
                case "order" or "window" or "union" or "except" or "intersect":
                    clause = Clause.Other;
                    break;
                case "limit" or "fetch" when nesting == 0:
                    clause = Clause.Other;
                    if (Is(at + 2, "by")) query.Deduplicates = true;
                    else query.Limits = true;
                    break;
                case "offset" when nesting == 0:
                    query.Offsets = true;
                    break;
                case "returning":
                    clause = Clause.Other;
                    query.Returns = true;
                    break;
                case "for" or "lock" when Text(at + 1) is "update" or "share" or "no" or "key" or "in":
                    clause = Clause.Other;
                    query.Locks = true;
                    break;
                default:
                    if ((clause == Clause.Where || at < filterEnd) && OperatorAt(at) is { } word)
                    {
                        at = ReadPredicate(at, end, word, query);
                        continue;
                    }

                    break;
            }

            at++;
        }

        query.JoinsAggregated |= aggregates && joins;
        query.Joins |= joins;
    }

    /// <summary>Whether the function at a token aggregates.</summary>
    private bool NoteFunction(int at, int end, Query query)
    {
        switch (Text(at))
        {
            case "row_number":
                query.Deduplicates = true;
                return false;
            case "pg_advisory_lock" or "pg_advisory_xact_lock" or "pg_try_advisory_lock" or "pg_try_advisory_xact_lock" or "get_lock" or "sp_getapplock":
                query.Locks = true;
                return false;
            case "sum" or "count" or "avg" or "min" or "max" or "total" or "uniq" or "uniqexact" or "uniqmerge" or "sumif" or "countif" or "summerge" or "countmerge"
                or "avgif" or "argmax" or "argmaxmerge" or "approx_count_distinct" or "percentile_cont" or "percentile_disc" or "quantile" or "sumstate" or "countstate" or "anylast":
                query.Deduplicates |= Text(at) is "argmax" or "argmaxmerge";
                if (query.Aggregates.Count < 40) query.Aggregates.Add(Written(at, Math.Min(Close(at + 1, end) + 1, end)).Text);
                return true;
            default:
                return false;
        }
    }

    private void ReadGroups(int at, int end, Query query)
    {
        while (at < end && query.GroupBy.Count < 40)
        {
            var stop = at;
            while (stop < end && Text(stop) != "," && !EndsClause(stop)) stop = Next(stop, end);
            if (stop == at) return;
            var isPath = _tokens[stop - 1].Kind == SqlTokenKind.Name && (stop == at + 1 || Is(stop - 2, "."));
            query.GroupBy.Add(isPath ? Text(stop - 1) : Written(at, stop).Text);
            if (!Is(stop, ",")) return;
            at = stop + 1;
        }
    }

    /// <summary>Columns that are set, from behind <c>set</c>; gives the index of what ends them.</summary>
    private int ReadAssignments(int at, int end, Query query, int depth)
    {
        while (at < end)
        {
            var start = at;
            while (at < end && !EndsClause(at) && Text(at) is not ("," or "=" or "+" or "-" or ":=")) at = Next(at, end);
            var isRelative = Text(at) is "+" or "-";
            if (isRelative) at++;
            if (Text(at) is not ("=" or ":=") || at == start) return at;
            var column = isRelative ? at - 2 : at - 1;
            var right = ++at;
            for (var nesting = 0; at < end && (nesting > 0 || (!Is(at, ",") && !EndsClause(at))); at++)
            {
                if (Is(at, "(") && Is(at + 1, "select"))
                {
                    var close = Close(at, end);
                    if (depth < DepthLimit) Scan(at + 1, close, query, depth + 1);
                    at = close;
                }
                else
                {
                    nesting += Is(at, "(") ? 1 : Is(at, ")") ? -1 : 0;
                }
            }

            at = Math.Min(at, end);

            var (text, parameters) = Written(right, at);
            if (_tokens[column].Kind is SqlTokenKind.Name or SqlTokenKind.Keyword)
            {
                query.Assignments.Add(new SqlAssignment(Text(column), text, isRelative || AddsTo(Text(column), right, at), Start(start), parameters));
            }
            else if (_tokens[column].Kind == SqlTokenKind.Parameter && HoleName(column) is { } name)
            {
                query.Assignments.Add(new SqlAssignment(name, text, isRelative, Start(start), parameters));
            }

            if (!Is(at, ",")) return at;
            at++;
        }

        return at;
    }

    /// <summary>Whether a right side adds to, or takes from, the column it is for.</summary>
    private bool AddsTo(string column, int at, int end)
    {
        var (names, calculates) = (false, false);
        for (end = Math.Min(end, at + 60); at < end; at++)
        {
            // The value that was to be inserted is no old value.
            names |= _tokens[at].Kind == SqlTokenKind.Name && Text(at) == column && !(Is(at - 1, ".") && Is(at - 2, "excluded")) && !(Is(at - 1, "(") && Is(at - 2, "values"));
            calculates |= Text(at) is "+" or "-" or "||";
        }

        return names && calculates;
    }

    private static bool Accumulates(Query query) => query.Assignments.Exists(assignment => assignment.Accumulates);

    /// <summary>From behind <c>on conflict</c> or <c>on duplicate</c>.</summary>
    private int ReadConflict(int at, int end, Query query)
    {
        while (at < end && Text(at) is not ("do" or "update" or "returning" or ";")) at = Next(at, end);
        if (Is(at, "do")) at++;
        if (Is(at, "nothing"))
        {
            query.OnConflict = "nothing";
            return at + 1;
        }

        if (!Is(at, "update")) return at;
        var before = query.Assignments.Count;
        var last = ReadAssignments(Is(at + 1, "set") ? at + 2 : at + 1, end, query, 0);
        var added = query.Assignments.Skip(before).ToList();
        query.OnConflict = added.Exists(assignment => assignment.Accumulates) ? "accumulate"
            : added.Count > 0 && added.TrueForAll(assignment => assignment.Right == assignment.Column) ? "nothing" : "update";
        return last;
    }

    private void ReadMergedRow(int at, int end, Query query)
    {
        var columns = new List<int>();
        var close = Close(at, end);
        for (at++; at < close; at++)
        {
            if (_tokens[at].Kind is SqlTokenKind.Name or SqlTokenKind.Keyword && Text(at + 1) is "," or ")") columns.Add(at);
        }

        if (Is(close + 1, "values") && Is(close + 2, "(")) AssignEach(columns, close + 3, Close(close + 2, end), query);
    }

    private bool EndsClause(int at) => at >= _tokens.Count || _tokens[at].Kind == SqlTokenKind.Keyword && Text(at) is "where" or "from" or "group" or "order" or "having"
        or "limit" or "returning" or "union" or "except" or "intersect" or "on" or "when" or "offset" or "fetch" or "for" or "window" or "join" or "left" or "inner"
        or "right" or "cross" or "full" or "natural" or "lock" || Text(at) is ";" or "output" or "qualify" or "settings" or "prewhere";

    private string? TableRead(int at, Query query, out int next)
    {
        var table = TableAt(at, out next);
        for (var look = next; look < next + 3; look++)
        {
            if (Is(look, "final")) query.Deduplicates = true;
            else if (Is(look, "updlock") || (Is(look, "(") && Is(look + 1, "updlock"))) query.Locks = true;
        }

        if (table is null || _expressions.Contains(table)) return null;
        // A function that gives rows is no table.
        return Is(next, "(") && !Is(next + 1, "updlock") ? null : table;
    }

    /// <summary>The table whose name stands at a token, its last part; null when there is none.</summary>
    private string? TableAt(int at, out int next)
    {
        while (Text(at) is "only" or "lateral" or "if" or "not" or "exists" or "table") at++;
        next = at;
        string? name = null;
        while (next < _tokens.Count)
        {
            var token = _tokens[next];
            if (token.Kind == SqlTokenKind.Name) name = token.Text;
            else if (token.Kind == SqlTokenKind.Parameter) name = HoleName(next);
            else if (token.Kind == SqlTokenKind.String && token.Text.Length > 2) name = token.Text.Trim('\'');
            else break;
            next++;
            while (next < _tokens.Count && _tokens[next].Start == _tokens[next - 1].End && _tokens[next].Kind is SqlTokenKind.Name or SqlTokenKind.Parameter)
            {
                name = _tokens[next].Kind == SqlTokenKind.Name ? $"{name}{_tokens[next].Text}" : $"{name}?";
                next++;
            }

            if (!Is(next, ".")) break;
            next++;
        }

        return name;
    }

    /// <summary>A hole's name as one of SQL: <c>?{usageEvents.at}</c> is <c>at</c>, <c>?{usageTable}</c> is <c>usage_table</c>.</summary>
    private string? HoleName(int at)
    {
        var token = _tokens[at];
        var parameter = _tokens.Parameters[token.Parameter];
        if (parameter.Kind != SqlParameterKind.Hole || token.Text.Length < 3) return null;
        var path = parameter.Name;
        var dot = path.LastIndexOf('.');
        var words = dot < 0 ? -1 : path.AsSpan(dot + 1).Count(' ');
        var spoken = token.Text[2..].Split(' ');
        if (dot < 0 || words > 0) return string.Join('_', spoken);
        var last = 1;
        for (var index = dot + 2; index < path.Length && index < 60; index++)
        {
            if (path[index] == '_' || (char.IsUpper(path[index]) && char.IsLower(path[index - 1]))) last++;
        }

        return string.Join('_', spoken.TakeLast(Math.Min(last, spoken.Length)));
    }

    /// <summary>The tokens as written, in lower case, with the parameters among them.</summary>
    private (string Text, ImmutableArray<SqlParameter> Parameters) Written(int at, int end)
    {
        var text = new StringBuilder();
        var parameters = ImmutableArray.CreateBuilder<SqlParameter>();
        for (var first = at; at < end && text.Length < 80; at++)
        {
            var token = _tokens[at];
            if (at > first && token.Start > _tokens[at - 1].End) text.Append(' ');
            text.Append(token.Text);
            if (token.Parameter >= 0) parameters.Add(_tokens.Parameters[token.Parameter]);
        }

        return (text.Length > 80 ? text.ToString(0, 80) : text.ToString(), parameters.ToImmutable());
    }
}
