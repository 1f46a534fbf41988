using System.Collections.Immutable;
using Claudit.Findings;

namespace Claudit.Analysis.Rules;

public enum MatchKind
{
    /// <summary>The lines have the defect.</summary>
    Defect,

    /// <summary>The lines show that the check is fulfilled.</summary>
    Fulfilled,

    /// <summary>The lines touch on the check, and whether it is fulfilled depends on what is not shown.</summary>
    Undecided,
}

/// <summary>What a rule saw at some lines.</summary>
public sealed record Match
{
    public required MatchKind Kind { get; init; }

    /// <summary>The first is where a reader should look first; at least one.</summary>
    public required ImmutableArray<Location> Locations { get; init; }

    /// <summary>Null: the rule's own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Null: the rule's own.</summary>
    public Confidence? Confidence { get; init; }

    /// <summary>What is wrong here, with the names of this code; for the other kinds, what the lines show. Null: the rule's own description.</summary>
    public string? Text { get; init; }

    /// <summary>What to do here; null: the rule's own.</summary>
    public string? Remediation { get; init; }

    /// <summary>The function or table it is in, which keeps the fingerprint apart from that of a like line elsewhere.</summary>
    public string Symbol { get; init; } = "";

    public static Match Defect(LinkedSite site, string? text = null, params ReadOnlySpan<Location> also) => new()
    {
        Kind = MatchKind.Defect,
        Locations = site.Site.Query?.Lines is { } statement ? [site.Location, site.At(statement), .. also] : [site.Location, .. also],
        Text = text,
        Symbol = site.Function.Fact.Name,
    };

    public static Match Fulfilled(LinkedSite site, string text) => new()
    {
        Kind = MatchKind.Fulfilled,
        Locations = [site.Location],
        Text = text,
        Symbol = site.Function.Fact.Name,
    };

    public static Match Undecided(LinkedSite site, string text) => new()
    {
        Kind = MatchKind.Undecided,
        Locations = [site.Location],
        Text = text,
        Symbol = site.Function.Fact.Name,
    };
}
