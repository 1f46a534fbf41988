using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>A table or collection whose shape the code shows: DDL, an entity class, a schema builder.</summary>
/// <param name="Name">As written, without schema and quotes, in lower case.</param>
/// <param name="Uniques">Each set of columns that is unique: primary key, unique constraint, unique index.</param>
public sealed record TableFact(
    string Name, LineRange Lines, ImmutableArray<ColumnFact> Columns, ImmutableArray<ImmutableArray<string>> Uniques)
{
    /// <summary>The storage engine with its arguments, as written in lower case: <c>replacingmergetree(version)</c>; null when none is named.</summary>
    public string? Engine { get; init; }

    /// <summary>How long rows live, as written in lower case; null when nothing is said.</summary>
    public string? Ttl { get; init; }
}

/// <param name="Type">As written, in lower case.</param>
/// <param name="Default">As written, in lower case; null when none.</param>
public sealed record ColumnFact(string Name, string Type, string? Default);
