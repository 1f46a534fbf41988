using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>A table or collection whose shape the code shows: DDL, an entity class, a schema builder.</summary>
/// <param name="Name">As written, without schema and quotes, in lower case.</param>
/// <param name="Uniques">Each set of columns that is unique: primary key, unique constraint, unique index.</param>
public sealed record TableFact(
    string Name, LineRange Lines, ImmutableArray<ColumnFact> Columns, ImmutableArray<ImmutableArray<string>> Uniques);

/// <param name="Type">As written, in lower case.</param>
/// <param name="Default">As written, in lower case; null when none.</param>
public sealed record ColumnFact(string Name, string Type, string? Default);
