namespace Claudit.Code.Sql;

/// <summary>A statement while it is read.</summary>
internal sealed class Query(int start)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public string Verb { get; set; } = "";

    public string? Table { get; private set; }

    public List<string> Tables { get; } = [];

    public List<SqlPredicate> Predicates { get; } = [];

    public List<SqlAssignment> Assignments { get; } = [];

    public List<string> Aggregates { get; } = [];

    public List<string> GroupBy { get; } = [];

    public string? OnConflict { get; set; }

    public bool Joins { get; set; }

    public bool JoinsAggregated { get; set; }

    public bool Limits { get; set; }

    public bool Offsets { get; set; }

    public bool Locks { get; set; }

    public bool Returns { get; set; }

    public bool Deduplicates { get; set; }

    public SqlTable? Shape { get; set; }

    public void AddTable(string? table, bool isTarget = false)
    {
        if (table is null) return;
        if (isTarget || (Table is null && Verb == "select")) Table = table;
        if (Tables.Count < 40 && _seen.Add(table)) Tables.Add(table);
    }

    public SqlStatement ToStatement(int end) => new()
    {
        Verb = Verb,
        Span = new TextSpan(start, Math.Max(start, end)),
        Table = Table,
        Tables = [.. Tables],
        Predicates = [.. Predicates],
        Assignments = [.. Assignments],
        Aggregates = [.. Aggregates],
        GroupBy = [.. GroupBy],
        OnConflict = OnConflict,
        Joins = Aggregates.Count > 0 ? JoinsAggregated : Joins,
        Limits = Limits,
        Offsets = Offsets,
        Locks = Locks,
        Returns = Returns,
        Deduplicates = Deduplicates,
        Shape = Shape,
    };
}
