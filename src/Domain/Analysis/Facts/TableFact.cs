using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>A table or collection whose shape the code shows: DDL, an entity class, a schema builder.</summary>
/// <param name="Name">As written, without schema and quotes, in lower case.</param>
/// <param name="Uniques">Each set of columns that is unique: primary key, unique constraint, unique index.</param>
public sealed record TableFact(
    string Name, LineRange Lines, ImmutableArray<ColumnFact> Columns, ImmutableArray<ImmutableArray<string>> Uniques)
{
    /// <summary>Whether code calls it so: by its name, or by the plural that sets and models of one entity are called by (<c>call_charges</c> of <c>call_charge</c>).</summary>
    public bool IsCalled(string? name) => name is not null && (name == Name || (name.Length > Name.Length ? IsPlural(name, Name) : IsPlural(Name, name)));

    private static bool IsPlural(string plural, string singular) => plural.EndsWith('s') && singular.Length > 2
        && (plural.AsSpan(0, plural.Length - 1).SequenceEqual(singular) || (plural.EndsWith("es", StringComparison.Ordinal) && plural.AsSpan(0, plural.Length - 2).SequenceEqual(singular))
            || (plural.EndsWith("ies", StringComparison.Ordinal) && singular.EndsWith('y') && plural.AsSpan(0, plural.Length - 3).SequenceEqual(singular.AsSpan(0, singular.Length - 1))));

    /// <summary>The entity whose table this is another name of, as the set of it is called; null when it is no other name.</summary>
    public string? Entity { get; init; }

    /// <summary>Whether it is a table only where another name of it is shown: a class with a key by convention may be anything.</summary>
    public bool IsAssumed { get; init; }

    /// <summary>The storage engine with its arguments, as written in lower case: <c>replacingmergetree(version)</c>; null when none is named.</summary>
    public string? Engine { get; init; }

    /// <summary>How long rows live, as written in lower case; null when nothing is said.</summary>
    public string? Ttl { get; init; }
}

/// <param name="Type">As written, in lower case.</param>
/// <param name="Default">As written, in lower case; null when none.</param>
public sealed record ColumnFact(string Name, string Type, string? Default);
