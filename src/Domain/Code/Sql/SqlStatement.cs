using System.Collections.Immutable;

namespace Claudit.Code.Sql;

/// <summary>One statement. Names are in lower case, without schema, alias and quotes; offsets are those of the text that was read.</summary>
internal sealed record SqlStatement
{
    /// <summary><c>select</c>, <c>insert</c>, <c>update</c>, <c>delete</c>, <c>merge</c>, or <c>create</c> for a view or function that holds a query.</summary>
    public required string Verb { get; init; }

    public required TextSpan Span { get; init; }

    /// <summary>The table written, or the view made; of a query, the first table read. Null when it has none.</summary>
    public string? Table { get; init; }

    /// <summary>Every table named, the first included; names of common table expressions are not tables.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    public ImmutableArray<SqlPredicate> Predicates { get; init; } = [];

    public ImmutableArray<SqlAssignment> Assignments { get; init; } = [];

    public ImmutableArray<string> Aggregates { get; init; } = [];

    public ImmutableArray<string> GroupBy { get; init; } = [];

    /// <summary><c>nothing</c>, <c>update</c>, <c>accumulate</c>; null when a duplicate is an error or accepted.</summary>
    public string? OnConflict { get; init; }

    /// <summary>Whether the query that aggregates joins; when none aggregates, whether any joins.</summary>
    public bool Joins { get; init; }

    public bool Limits { get; init; }

    public bool Offsets { get; init; }

    public bool Locks { get; init; }

    public bool Returns { get; init; }

    public bool Deduplicates { get; init; }

    /// <summary>What it says of a table's shape; null when it says nothing.</summary>
    public SqlTable? Shape { get; init; }
}

/// <param name="Right">White space folded, in lower case, at most 80 characters; a parameter is <c>?</c> and the words of its name.</param>
internal sealed record SqlPredicate(string Column, string Operator, string Right, int Offset, ImmutableArray<SqlParameter> Parameters);

/// <param name="Right">As in <see cref="SqlPredicate"/>.</param>
/// <param name="Accumulates">Whether something is added to the column's old value.</param>
internal sealed record SqlAssignment(string Column, string Right, bool Accumulates, int Offset, ImmutableArray<SqlParameter> Parameters);

/// <summary>A place that the host program fills.</summary>
/// <param name="Index">Zero-based among the parameters without a name; -1 for one with a name and for a hole.</param>
/// <param name="Name">As written without its mark; for a hole, the host's expression. Empty when it has none.</param>
internal readonly record struct SqlParameter(SqlParameterKind Kind, int Index, string Name, int Offset);

internal enum SqlParameterKind
{
    /// <summary><c>$1</c>, <c>?</c>, <c>%s</c>, <c>{0}</c></summary>
    Positional,

    /// <summary><c>:name</c>, <c>@name</c>, <c>%(name)s</c></summary>
    Named,

    /// <summary><c>?{…}</c>, <c>${…}</c></summary>
    Hole,
}

/// <summary>A table's shape, or what a later statement adds to it.</summary>
/// <param name="Engine">ClickHouse or MySQL, as written in lower case; null when none is given.</param>
/// <param name="Ttl">How long rows live, as written in lower case; null when nothing is said.</param>
internal sealed record SqlTable(
    string Name, ImmutableArray<SqlColumn> Columns, ImmutableArray<ImmutableArray<string>> Uniques, string? Engine, string? Ttl);

/// <param name="Type">As written, in lower case.</param>
/// <param name="Default">As written, in lower case; null when none.</param>
internal sealed record SqlColumn(string Name, string Type, string? Default);
