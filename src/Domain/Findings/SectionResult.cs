using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Claudit.Findings;

[JsonConverter(typeof(JsonStringEnumConverter<SectionStatus>))]
public enum SectionStatus
{
    [JsonStringEnumMemberName("audited")]
    Audited,

    /// <summary>Something of it could not be audited; the reason says what.</summary>
    [JsonStringEnumMemberName("partial")]
    Partial,

    /// <summary>Nothing of it could be audited. It is left out of the score.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>The caller did not ask for it.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}

/// <summary>What auditing one topic section came to.</summary>
/// <param name="Section">The section's id.</param>
/// <param name="Reason">Why the status is not <see cref="SectionStatus.Audited"/>; null when it is.</param>
/// <param name="Checks">One for each check of the section, in the definition's order.</param>
public sealed record SectionResult(
    string Section,
    SectionStatus Status,
    string? Reason,
    ImmutableArray<CheckResult> Checks,
    ImmutableArray<Finding> Findings);
