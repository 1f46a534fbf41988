using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>The sections that every report has around its topics. Their ids and titles are the same in all audits.</summary>
public static class SectionFrame
{
    /// <summary>Sections of a report, frame and topics together.</summary>
    public const int Sections = 10;

    /// <summary>Ahead of the topics, in order.</summary>
    public static ImmutableArray<SectionDefinition> Before { get; } =
    [
        Part("executive-summary", 1, "Executive Summary", SectionKind.ExecutiveSummary),
        Part("severity-legend", 2, "Severity Legend", SectionKind.SeverityLegend),
    ];

    /// <summary>Behind the topics, in order.</summary>
    public static ImmutableArray<SectionDefinition> After { get; } =
    [
        Part("action-list", 9, "Prioritized Action List", SectionKind.ActionList),
        Part("score", 10, "Overall Score", SectionKind.Score),
    ];

    internal static ImmutableArray<SectionDefinition> All { get; } = [.. Before, .. After];

    internal static int Topics => Sections - All.Length;

    internal static SectionDefinition? Find(string? id) => All.FirstOrDefault(section => section.Id == id);

    private static SectionDefinition Part(string id, int number, string title, SectionKind kind) =>
        new(id, number, title, kind, Guidance: "", Checks: []);
}
