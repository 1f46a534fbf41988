using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Sql;

namespace Claudit.Analysis.Extraction;

/// <summary>Says of a statement what a site says: kind, tags, facts.</summary>
internal static class QueryFacts
{
    public static QueryFact Of(SqlStatement statement, Func<int, int> lineAt) => new()
    {
        Verb = statement.Verb,
        Table = statement.Table,
        Tables = statement.Tables,
        Predicates = [.. statement.Predicates.Select(predicate => new PredicateFact(predicate.Column, predicate.Operator, predicate.Right, lineAt(predicate.Offset)))],
        Assignments = [.. statement.Assignments.Select(assignment => new AssignmentFact(assignment.Column, assignment.Right, assignment.Accumulates, lineAt(assignment.Offset)))],
        Aggregates = statement.Aggregates,
        GroupBy = statement.GroupBy,
        OnConflict = statement.OnConflict,
        Joins = statement.Joins,
        Limits = statement.Limits,
        Offsets = statement.Offsets,
        Locks = statement.Locks,
        Returns = statement.Returns,
        Deduplicates = statement.Deduplicates,
    };

    /// <summary>The table that a statement is about: the one written; of those read, the first that speaks of usage.</summary>
    public static string? TargetOf(QueryFact query) =>
        (query.Verb == "select" ? query.Tables.FirstOrDefault(table => Vocabulary.SpeaksOfUsage(table)) : null) ?? query.Table;

    public static SiteKind KindOf(QueryFact query) => query.Verb is "select" or "create" ? SiteKind.Read : SiteKind.Write;

    /// <summary>
    /// Of a read: <c>sum</c>, <c>count</c>, <c>max</c>, <c>min</c>, <c>avg</c> as far as it aggregates, else <c>list</c>; <c>lock</c>; <c>view</c>.
    /// Of a write: <c>insert</c>, <c>upsert</c>, <c>increment</c>, <c>overwrite</c>, <c>delete</c>; <c>select</c> when the rows come from a query.
    /// </summary>
    public static ImmutableArray<string> TagsOf(QueryFact query)
    {
        var tags = ImmutableArray.CreateBuilder<string>();
        // What counts attempts or versions adds up no usage.
        var accumulates = query.Assignments.Any(assignment => assignment.Accumulates && !Words.Of(assignment.Column).Overlaps(Bookkeeping));
        switch (query.Verb)
        {
            case "select" or "create":
                foreach (var (start, tag) in Aggregations)
                {
                    if (query.Aggregates.Any(aggregate => aggregate.StartsWith(start, StringComparison.Ordinal)) && !tags.Contains(tag)) tags.Add(tag);
                }

                if (query.Verb == "create") tags.Add("view");
                else if (tags.Count == 0 && query.Tables.Length > 0) tags.Add("list");
                if (query.Locks) tags.Add("lock");
                break;
            case "insert" or "merge":
                tags.Add(query.OnConflict is null or "nothing" ? "insert" : "upsert");
                if (query.OnConflict == "accumulate") tags.Add("increment");
                if (query.Tables.Length > 1 || !query.Aggregates.IsEmpty) tags.Add("select");
                break;
            case "update":
                tags.Add(accumulates ? "increment" : "overwrite");
                break;
            case "delete":
                tags.Add("delete");
                break;
        }

        return tags.ToImmutable();
    }

    private static readonly string[] Bookkeeping = ["attempt", "attempts", "retry", "retries", "tries", "version", "revision", "failures"];

    private static readonly ImmutableArray<(string Start, string Tag)> Aggregations =
        [("sum", "sum"), ("total", "sum"), ("count", "count"), ("uniq", "count"), ("max", "max"), ("argmax", "max"), ("min", "min"), ("avg", "avg")];

    /// <summary>Whether a statement adds something up in a file that speaks of usage or its charge, whatever its table is called.</summary>
    public static bool AddsUp(QueryFact query, Moment moment) => moment.IsAboutMetering && query.Aggregates.Any(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal) || (aggregate.StartsWith("count(", StringComparison.Ordinal) && query.Predicates.Length >= 2));

    /// <summary>Whether an aggregate counts how many different values there are.</summary>
    public static bool IsDistinct(string aggregate) => aggregate.StartsWith("count(distinct", StringComparison.Ordinal) || aggregate.StartsWith("uniq", StringComparison.Ordinal) || aggregate.StartsWith("approx_count_distinct", StringComparison.Ordinal)
        || aggregate.StartsWith("approx_distinct", StringComparison.Ordinal) || aggregate.StartsWith("hll", StringComparison.Ordinal) || aggregate.StartsWith("countdistinct", StringComparison.Ordinal);

    public static TableFact? ShapeOf(SqlStatement statement, LineRange lines) => statement.Shape is not { } shape ? null : new TableFact(
        shape.Name, lines, [.. shape.Columns.Select(column => new ColumnFact(column.Name, column.Type, column.Default))], shape.Uniques)
    {
        Engine = shape.Engine,
        Ttl = shape.Ttl,
    };

    /// <summary>Whether an update that changes nothing outside of some bounds stands alone, so that nobody learns whether it changed anything.</summary>
    public static bool IsUnread(QueryFact query, Use use) => query.Verb == "update" && (use.IsBare || use.Outcome == Outcome.Dropped) && query.Predicates.Any(predicate => predicate.Operator is "<" or "<=" or ">" or ">=");

    /// <summary>
    /// What keeps the site of a statement: always where it has to do with metering; only beside a send where it says what becomes of rows, whatever
    /// their table is called, as it marks, removes or holds them; null where nobody wants it.
    /// </summary>
    public static Action<Site>? KeeperOf(QueryFact query, Moment moment)
    {
        if (Matters(query, moment.Facts.Function(moment.Function.Index).Name) || AddsUp(query, moment)) return moment.Facts.Add;
        return query.Locks || query.Verb is "update" or "delete" ? moment.Facts.AddBesideSend : null;
    }

    private static bool IsState(string column) => Words.Of(column).Overlaps(["state", "status", "stage", "at", "done", "settled", "released", "applied", "closed"]);

    /// <summary>Whether a statement, or the function around it, has to do with metering.</summary>
    public static bool Matters(QueryFact query, string function)
    {
        // What refuses a second row of the same key is how repetitions are told, in whatever table.
        if (query.Verb == "insert" && query.OnConflict == "nothing") return true;
        // So is what takes a record out of the state that it asks for.
        if (query.Verb == "update" && query.Predicates.Any(predicate => predicate.Operator is "=" or "is" && IsState(predicate.Column) && query.Assignments.Any(assignment => assignment.Column == predicate.Column))) return true;
        var words = new WordSet();
        foreach (var table in query.Tables) Words.AddTo(words, table);
        if (Vocabulary.SpeaksOfStores(words)) return true;
        foreach (var assignment in query.Assignments) Words.AddTo(words, assignment.Column);
        foreach (var predicate in query.Predicates) Words.AddTo(words, predicate.Column);
        if (query.Aggregates.Any(IsDistinct) && query.Aggregates.Any(aggregate => aggregate.StartsWith("sum(", StringComparison.Ordinal))) return true;
        foreach (var aggregate in query.Aggregates) Words.AddTo(words, aggregate);
        return Vocabulary.SpeaksOfRecords(words) || Vocabulary.SpeaksOfStores(Words.Of(function)) || (query.Locks && query.Tables.IsEmpty);
    }
}
