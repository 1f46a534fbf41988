using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Findings;

namespace Claudit.Audits;

/// <summary>One kind of audit, as <c>audits/&lt;id&gt;/audit.yaml</c> describes it.</summary>
public sealed record AuditDefinition
{
    /// <summary>The folder's name, in kebab case.</summary>
    public required string Id { get; init; }

    /// <summary>Changes whenever what the audit asks changes.</summary>
    public required string Version { get; init; }

    public required string Title { get; init; }

    /// <summary>What it looks at, in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>Where it stands in the catalog, such as <c>Billing</c>.</summary>
    public required string Category { get; init; }

    /// <summary>Two to five capital letters that finding ids begin with.</summary>
    public required string FindingPrefix { get; init; }

    /// <summary>Whether its reports have a map of the metered events' routes from source to charge.</summary>
    public bool MeteringMap { get; init; }

    public required Reviewer Reviewer { get; init; }

    /// <summary>What each severity means for this audit; all four, worst first.</summary>
    public required ImmutableArray<SeverityMeaning> Severities { get; init; }

    /// <summary>All ten, in order: <see cref="SectionKind"/> tells topics from the frame around them.</summary>
    public required ImmutableArray<SectionDefinition> Sections { get; init; }

    public required ImmutableArray<DimensionDefinition> Dimensions { get; init; }

    /// <summary>The sections that ask questions, in order.</summary>
    [JsonIgnore]
    public IEnumerable<SectionDefinition> Topics => Sections.Where(section => section.Kind == SectionKind.Topic);
}

/// <summary>How a model that performs the audit is told to work.</summary>
/// <param name="Role">Who it is.</param>
/// <param name="Instructions">How it reasons, step by step.</param>
public sealed record Reviewer(string Role, string Instructions);

public sealed record SeverityMeaning(Severity Severity, string Meaning);

[JsonConverter(typeof(JsonStringEnumConverter<SectionKind>))]
public enum SectionKind
{
    [JsonStringEnumMemberName("executive-summary")]
    ExecutiveSummary,

    [JsonStringEnumMemberName("severity-legend")]
    SeverityLegend,

    [JsonStringEnumMemberName("topic")]
    Topic,

    [JsonStringEnumMemberName("action-list")]
    ActionList,

    [JsonStringEnumMemberName("score")]
    Score,
}

/// <param name="Id">In kebab case, unique in the audit.</param>
/// <param name="Number">1 to 10, as the report's headings count.</param>
/// <param name="Guidance">For a topic: what to look at, and what counts as evidence. Empty otherwise.</param>
/// <param name="Checks">For a topic at least one; empty otherwise.</param>
public sealed record SectionDefinition(
    string Id, int Number, string Title, SectionKind Kind, string Guidance, ImmutableArray<CheckDefinition> Checks);

/// <param name="Id">In kebab case, unique in the audit.</param>
/// <param name="Question">What must be answered.</param>
/// <param name="NeededToAssess">What would have to be submitted to answer it, such as "the code that closes a billing period".</param>
public sealed record CheckDefinition(string Id, string Question, string NeededToAssess);

/// <param name="Weight">Above 0; a dimension's share in the composite is its weight over that of all assessed dimensions.</param>
/// <param name="Sections">Ids of the topic sections whose findings lower it; each topic belongs to exactly one dimension.</param>
public sealed record DimensionDefinition(string Id, string Title, double Weight, ImmutableArray<string> Sections);
