using System.Collections.Immutable;

namespace Claudit.Findings;

/// <summary>One thing that is wrong with the submitted code, with the lines that show it.</summary>
public sealed record Finding
{
    /// <summary>Such as <c>MTR-001</c>, in report order; null until the report is made, before which the fingerprint names it.</summary>
    public string? Id { get; init; }

    /// <summary>The rule that made it, such as <c>deduplication/random-key-in-retry</c>; a model's is <c>model/</c> and the check's id.</summary>
    public required string Rule { get; init; }

    /// <summary>Id of the topic section that it belongs to.</summary>
    public required string Section { get; init; }

    /// <summary>Id of the check that it fails.</summary>
    public required string Check { get; init; }

    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required Confidence Confidence { get; init; }

    public required Classification Classification { get; init; }

    /// <summary>At least one; the first is where a reader should look first.</summary>
    public required ImmutableArray<Location> Locations { get; init; }

    /// <summary>The lines of the first location as they stand in the submission (secrets masked), joined by LF.</summary>
    public required string Evidence { get; init; }

    public required string Description { get; init; }

    /// <summary>What to do in this code.</summary>
    public required string Remediation { get; init; }

    /// <summary>A unified diff that mends it, where that is mechanical.</summary>
    public string? Fix { get; init; }

    /// <summary>32 hexadecimal digits, the same for the same defect when lines shift or unrelated code changes.</summary>
    public required string Fingerprint { get; init; }

    public required Origin Origin { get; init; }
}
