using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>One statement in SQL, or in a query builder as far as it can be read as one. Names are in lower case, without quotes.</summary>
public sealed record QueryFact
{
    /// <summary><c>select</c>, <c>insert</c>, <c>update</c>, <c>delete</c>, <c>merge</c>, <c>create</c> …</summary>
    public required string Verb { get; init; }

    /// <summary>The table written or first read.</summary>
    public string? Table { get; init; }

    /// <summary>Every table named, the first included.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    public ImmutableArray<PredicateFact> Predicates { get; init; } = [];

    /// <summary>The columns set by an insert or update.</summary>
    public ImmutableArray<AssignmentFact> Assignments { get; init; } = [];

    /// <summary>What is aggregated, such as <c>sum(quantity)</c> or <c>count(distinct user_id)</c>.</summary>
    public ImmutableArray<string> Aggregates { get; init; } = [];

    public ImmutableArray<string> GroupBy { get; init; } = [];

    /// <summary><c>nothing</c>, <c>update</c> (replaces), <c>accumulate</c> (adds to what is there); null when a duplicate is an error or accepted.</summary>
    public string? OnConflict { get; init; }

    /// <summary>Where the statement stands, when that is not in the call that runs it; else null.</summary>
    public LineRange? Lines { get; init; }

    public bool Joins { get; init; }

    public bool Limits { get; init; }

    public bool Offsets { get; init; }

    /// <summary>Locks what it reads: <c>for update</c>.</summary>
    public bool Locks { get; init; }

    public bool Returns { get; init; }

    /// <summary>Asks for deduplicated rows: <c>final</c>, <c>distinct on</c>, <c>argMax</c>.</summary>
    public bool Deduplicates { get; init; }
}

/// <param name="Operator"><c>=</c>, <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c>, <c>&gt;=</c>, <c>&lt;&gt;</c>, <c>between</c>, <c>in</c>, <c>is</c>, <c>like</c>.</param>
/// <param name="Right">As written, white space folded, in lower case, at most 80 characters; a hole or parameter is <c>?</c> followed by its words where they are known.</param>
/// <param name="Line">Of the file, from 1.</param>
public sealed record PredicateFact(string Column, string Operator, string Right, int Line);

/// <param name="Accumulates">Whether the new value is built from the column's old one.</param>
public sealed record AssignmentFact(string Column, string Right, bool Accumulates, int Line);
