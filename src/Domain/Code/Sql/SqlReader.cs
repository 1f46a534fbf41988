using System.Collections.Immutable;

namespace Claudit.Code.Sql;

/// <summary>
/// Reads statements out of a text in any dialect of SQL, as far as it can: what is no statement gives nothing. Never throws, in time linear
/// to the text.
/// </summary>
internal sealed partial class SqlReader
{
    private const int DepthLimit = 40;

    private readonly SqlTokens _tokens;
    private readonly List<SqlStatement> _statements = [];
    private readonly HashSet<string> _expressions = new(StringComparer.Ordinal);
    private List<(int At, int End)> _bodies = [];

    private SqlReader(SqlTokens tokens) => _tokens = tokens;

    /// <summary>The statements in the order in which they end; those in the bodies of functions come last.</summary>
    /// <param name="nameOf">What the host program passes for a parameter without a name, as written; null when that is not shown.</param>
    public static ImmutableArray<SqlStatement> Read(string sql, Func<SqlParameter, string?>? nameOf = null) => Read(sql, nameOf, out _);

    /// <param name="looks">How often a token was looked at.</param>
    internal static ImmutableArray<SqlStatement> Read(string sql, Func<SqlParameter, string?>? nameOf, out long looks)
    {
        var tokens = SqlTokens.Of(sql, 0, nameOf);
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        statements.AddRange(new SqlReader(tokens).ReadAll());
        looks = tokens.Looks;
        foreach (var body in tokens.Bodies)
        {
            var inner = SqlTokens.Of(sql[body.Start..body.End], body.Start, nameOf);
            statements.AddRange(new SqlReader(inner).ReadAll());
            looks += inner.Looks;
        }

        return statements.ToImmutable();
    }

    private List<SqlStatement> ReadAll()
    {
        var at = 0;
        while (at < _tokens.Count) at = Math.Max(ReadStatement(at), at + 1);
        return _statements;
    }

    /// <summary>Reads what begins at a token, and gives the index behind it.</summary>
    private int ReadStatement(int at)
    {
        var start = at;
        _expressions.Clear();
        _bodies = [];
        if (Is(at, "with")) at = ReadExpressions(at + 1);
        var end = EndOf(at);
        while (Is(at, "(") && at < end) at++;
        var query = new Query(Start(start));
        switch (Text(at))
        {
            case "select":
                query.Verb = "select";
                Scan(at, end, query, 0);
                break;
            case "insert" or "replace" or "upsert" when ReadInsert(at, end, query):
            case "update" when ReadUpdate(at, end, query):
            case "delete" when ReadDelete(at, end, query):
            case "merge" when ReadMerge(at, end, query):
                break;
            case "truncate" when Is(at + 1, "table") || NextIsName(at):
                query.Verb = "delete";
                query.AddTable(TableAt(Is(at + 1, "table") ? at + 2 : at + 1, out _), isTarget: true);
                break;
            case "create" or "alter":
                ReadDefinition(at, end, query);
                break;
            default:
                return end;
        }

        Add(query, end);
        return end;
    }

    private void Add(Query query, int end)
    {
        if (query.Verb.Length == 0 || end == 0) return;
        if (query.Verb == "select" && query.Tables.Count == 0 && query.Aggregates.Count == 0 && !query.Locks) return;
        if (query.Verb is not ("select" or "create") && query.Table is null) return;
        _statements.Add(query.ToStatement(_tokens[end - 1].End));
    }

    /// <summary>Common table expressions. Those that only read belong to the statement behind them, others are statements themselves.</summary>
    private int ReadExpressions(int at)
    {
        if (Is(at, "recursive")) at++;
        var bodies = new List<(int At, int End)>();
        _bodies = [];
        while (_tokens.Count > at && _tokens[at].Kind == SqlTokenKind.Name)
        {
            _expressions.Add(Text(at));
            at++;
            if (Is(at, "(") && _tokens[at].Match > at) at = _tokens[at].Match + 1;
            while (Text(at) is "as" or "not" or "materialized") at++;
            var close = Is(at, "(") ? _tokens[at].Match : -1;
            if (close < 0) break;
            var body = new Query(Start(at + 1));
            var isWrite = Text(at + 1) switch
            {
                "insert" => ReadInsert(at + 1, close, body),
                "update" => ReadUpdate(at + 1, close, body),
                "delete" => ReadDelete(at + 1, close, body),
                _ => false,
            };
            if (isWrite) Add(body, close);
            else bodies.Add((at + 1, close));
            at = close + 1;
            if (!Is(at, ",")) break;
            at++;
        }

        _bodies = bodies;
        return at;
    }

    /// <summary>What common table expressions read is read by the statement that has them.</summary>
    private void ScanExpressions(Query query)
    {
        var bodies = _bodies;
        _bodies = [];
        foreach (var (at, end) in bodies) Scan(at, end, query, 1);
    }

    private bool ReadInsert(int at, int end, Query query)
    {
        var isReplacing = Is(at, "replace") || Is(at, "upsert");
        at++;
        for (; at < end && Text(at) is "ignore" or "or" or "replace" or "overwrite" or "low_priority" or "delayed" or "abort" or "fail"; at++)
        {
            if (Text(at) == "ignore") query.OnConflict = "nothing";
            if (Text(at) is "replace" or "overwrite") query.OnConflict = "update";
        }

        if (!Is(at, "into") && query.OnConflict is null) return false;
        if (Is(at, "into")) at++;
        if (Is(at, "table")) at++;
        query.Verb = "insert";
        if (isReplacing) query.OnConflict = "update";
        query.AddTable(TableAt(at, out at), isTarget: true);
        if (Is(at, "as")) at++;
        if (at < end && _tokens[at].Kind == SqlTokenKind.Name && Text(at) is not ("output" or "overriding" or "settings" or "format")) at++;
        ReadInsertedColumns(at, end, query);
        return true;
    }

    /// <summary>The columns of an insert and what its first row, its query or its assignments give them; then the rest of the statement.</summary>
    private void ReadInsertedColumns(int at, int end, Query query)
    {
        var columns = new List<int>();
        if (Is(at, "(") && !(Text(at + 1) is "select" or "with"))
        {
            var close = Close(at, end);
            for (at++; at < close; at++)
            {
                if (_tokens[at].Kind is SqlTokenKind.Name or SqlTokenKind.Keyword && Text(at + 1) is "," or ")") columns.Add(at);
            }

            at++;
        }

        while (at < end && Text(at) is not ("values" or "select" or "set" or "with" or "on" or "(" or "returning"))
        {
            if (Is(at, "output")) query.Returns = true;
            at++;
        }

        if (Is(at, "values") && Is(at + 1, "("))
        {
            var close = Close(at + 1, end);
            AssignEach(columns, at + 2, close, query);
            at = close + 1;
            // Further rows are like the first.
            while (Is(at, ",") && Is(at + 1, "(")) at = Close(at + 1, end) + 1;
        }
        else if (Is(at, "select"))
        {
            AssignEach(columns, at + 1, end, query);
        }

        Scan(at, end, query, 0);
    }

    private void AssignEach(List<int> columns, int at, int end, Query query)
    {
        foreach (var column in columns)
        {
            if (at >= end || Is(at, "from")) return;
            var stop = at;
            while (stop < end && Text(stop) is not ("," or "from")) stop = Next(stop, end);
            var (right, parameters) = Written(at, stop);
            query.Assignments.Add(new SqlAssignment(Text(column), right, false, Start(column), parameters));
            at = Is(stop, ",") ? stop + 1 : end;
        }
    }

    private bool ReadUpdate(int at, int end, Query query)
    {
        at++;
        while (at < end && Text(at) is "only" or "ignore" or "low_priority" or "top") at = Is(at, "top") ? Next(at + 1, end) : at + 1;
        var table = TableAt(at, out var next);
        if (table is null) return false;
        var set = next;
        while (set < end && set < next + 40 && !Is(set, "set")) set = Next(set, end);
        if (!Is(set, "set") || set >= end) return false;
        query.Verb = "update";
        query.AddTable(table, isTarget: true);
        Scan(next, end, query, 0);
        return true;
    }

    private bool ReadDelete(int at, int end, Query query)
    {
        at++;
        if (!Is(at, "from") && TableAt(at, out var alias) is not null && Is(alias, "from")) at = alias;
        if (!Is(at, "from")) return false;
        query.Verb = "delete";
        query.AddTable(TableAt(at + 1, out at), isTarget: true);
        Scan(at, end, query, 0);
        return true;
    }

    private bool ReadMerge(int at, int end, Query query)
    {
        at++;
        if (Is(at, "into")) at++;
        var table = TableAt(at, out at);
        var uses = at;
        while (uses < end && uses < at + 4 && !Is(uses, "using")) uses++;
        if (table is null || !Is(uses, "using")) return false;
        query.Verb = "merge";
        query.AddTable(table, isTarget: true);
        query.OnConflict = "nothing";
        Scan(uses, end, query, 0);
        return true;
    }

    /// <summary>A semicolon, or a verb that can only begin the next statement.</summary>
    private int EndOf(int at)
    {
        var isQuery = Is(at, "select") || Is(at, "(");
        var takesQuery = Is(at, "insert") || Is(at, "replace") || Is(at, "create") || Is(at, "upsert");
        var first = at;
        for (; at < _tokens.Count; at = Next(at, _tokens.Count))
        {
            if (Is(at, ";")) return Math.Max(at, first + 1);
            if (at == first || _tokens[at].Kind != SqlTokenKind.Keyword) continue;
            switch (Text(at))
            {
                case "begin" when Is(first, "create"):
                    return at;
                case "insert" or "update" or "delete" or "merge" when !Is(first, "create") && !(Is(first, "merge") && Is(at - 1, "then")):
                    if (Text(at - 1) is not ("for" or "do" or "key" or "on" or "or" or "of" or "no" or ",")) return at;
                    break;
                case "select" when !isQuery && !takesQuery:
                case "create" or "truncate" or "alter" or "commit" when Text(at - 1) is not ("," or "or"):
                    return at;
                case "select" when isQuery && Text(at - 1) is not ("all" or "union" or "except" or "intersect" or "distinct" or "("):
                    return at;
            }
        }

        return _tokens.Count;
    }

    private bool Is(int at, string text) => at >= 0 && at < _tokens.Count && _tokens[at].Text == text && _tokens[at].Kind is not (SqlTokenKind.String or SqlTokenKind.Parameter);

    private string Text(int at) => at >= 0 && at < _tokens.Count && _tokens[at].Kind is not (SqlTokenKind.String or SqlTokenKind.Parameter) ? _tokens[at].Text : "";

    private int Start(int at) => at >= 0 && at < _tokens.Count ? _tokens[at].Start : 0;

    private bool NextIsName(int at) => at + 1 < _tokens.Count && _tokens[at + 1].Kind == SqlTokenKind.Name && (at + 2 >= _tokens.Count || Is(at + 2, ";"));

    /// <summary>Where the bracket at a token closes, at most the end.</summary>
    private int Close(int at, int end) => _tokens[at].Match is var match && match > at && match < end ? match : end;

    /// <summary>The next token on the same level.</summary>
    private int Next(int at, int end) => Text(at) is "(" or "[" or "{" && _tokens[at].Match > at ? Math.Min(_tokens[at].Match + 1, end) : at + 1;
}
