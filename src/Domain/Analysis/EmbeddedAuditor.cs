using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Submissions;

namespace Claudit.Analysis;

/// <summary>The auditor that needs no model: pure, and the same answer every time.</summary>
public static class EmbeddedAuditor
{
    public static FileFacts Analyze(SourceFile file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return FactExtractor.Extract(file);
    }

    /// <summary>The same for the same files in any order.</summary>
    public static SubmissionFacts Link(IEnumerable<FileFacts> files) =>
        new([.. files.OrderBy(file => file.Path, StringComparer.Ordinal)]);

    /// <param name="source">A submitted file by its path; null where there is none.</param>
    /// <param name="found">Called as each verified finding appears.</param>
    public static SectionResult Audit(
        SectionDefinition section, SubmissionFacts facts, Func<string, SourceFile?> source, Action<Finding> found) =>
        new(section.Id, SectionStatus.Audited, null, [.. section.Checks.Select(NotShown)], []);

    public static ImmutableArray<MeteringRoute> Map(SubmissionFacts facts) => [];

    public static string Architecture(SubmissionFacts facts) => $"{facts.Files.Length} files without a known pipeline";

    public static ImmutableArray<string> Providers(SubmissionFacts facts) => [];

    private static CheckResult NotShown(CheckDefinition check) =>
        new(check.Id, check.Question, Verdict.NotShown, [], $"Nothing submitted shows it. Needed: {check.NeededToAssess}.");
}
