using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Scoring;
using Claudit.Submissions;

namespace Claudit.Reports;

/// <summary>All that a finished (or stopped) audit knows.</summary>
public sealed record ReportInput
{
    /// <summary>The audit's id.</summary>
    public required string Id { get; init; }

    public required AuditDefinition Definition { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }

    public required ReportAuditor Auditor { get; init; }

    public required SubmissionManifest Manifest { get; init; }

    /// <summary>In any order. A topic that is missing is reported as failed.</summary>
    public required IReadOnlyList<SectionResult> Sections { get; init; }

    /// <summary>Null when the audit has no such map.</summary>
    public ImmutableArray<MeteringRoute>? MeteringMap { get; init; }

    /// <summary>As <see cref="ReportSummary.Architecture"/>.</summary>
    public required string Architecture { get; init; }

    /// <summary>As <see cref="ReportSummary.Providers"/>.</summary>
    public required ImmutableArray<string> Providers { get; init; }

    public required ReportUsage Usage { get; init; }

    /// <summary>Why the audit ended early, such as that it was canceled; null when it ran to its end.</summary>
    public string? StopReason { get; init; }
}

/// <summary>Makes the report: numbers the findings, ranks them, scores, and sums up.</summary>
public static class ReportBuilder
{
    /// <summary>The report is complete when the audit ran to its end and no section was partial or failed.</summary>
    public static Report Build(ReportInput input)
    {
        var results = input.Definition.Topics.Select(topic => ResultOf(topic, input.Sections)).ToList();
        var numbered = Numbered(input.Definition.FindingPrefix, results);
        var sections = input.Definition.Sections
            .Select(section => Section(section, numbered.Find(result => result.Section == section.Id)))
            .ToImmutableArray();
        var actions = Actions(numbered);
        var score = Score.Compute(input.Definition, numbered);
        var reason = IncompleteReason(input, numbered);
        var submission = Submission(input.Manifest);
        return new Report
        {
            Id = input.Id,
            Audit = new ReportAudit(input.Definition.Id, input.Definition.Title, input.Definition.Version),
            CreatedAt = input.CreatedAt.ToUniversalTime(),
            CompletedAt = input.CompletedAt.ToUniversalTime(),
            Complete = reason is null,
            IncompleteReason = reason,
            Auditor = input.Auditor,
            Submission = submission,
            Summary = Summary(input, submission, numbered, actions, score),
            MeteringMap = input.MeteringMap,
            SeverityLegend = [.. input.Definition.Severities.Select(severity => new ReportSeverity(severity.Severity, severity.Meaning))],
            Sections = sections,
            Actions = actions,
            Score = score,
            Usage = input.Usage,
        };
    }

    private static SectionResult ResultOf(SectionDefinition topic, IReadOnlyList<SectionResult> results) =>
        results.SingleOrDefault(result => result.Section == topic.Id) ?? new SectionResult(
            topic.Id,
            SectionStatus.Failed,
            "the audit ended before it",
            [.. topic.Checks.Select(check => new CheckResult(check.Id, check.Question, Verdict.Unclear, [], "Not audited."))],
            []);

    private static List<SectionResult> Numbered(string prefix, List<SectionResult> results)
    {
        var number = 0;
        return
        [
            .. results.Select(result => result with
            {
                Findings =
                [
                    .. result.Findings.Order(FindingOrder.Instance).Select(finding => finding with { Id = $"{prefix}-{++number:000}" }),
                ],
            }),
        ];
    }

    private static ReportSection Section(SectionDefinition definition, SectionResult? result) => new()
    {
        Id = definition.Id,
        Number = definition.Number,
        Title = definition.Title,
        Status = result?.Status,
        Reason = result?.Reason,
        Checks = result?.Checks ?? [],
        Findings = result?.Findings ?? [],
    };

    // Within a severity and confidence, the results stand in the definition's order of sections and the findings by place; sorting is stable.
    private static ImmutableArray<ReportAction> Actions(List<SectionResult> results) =>
    [
        .. results
            .SelectMany(result => result.Findings)
            .Where(finding => finding.Severity is Severity.Critical or Severity.High)
            .OrderBy(finding => finding.Severity)
            .ThenBy(finding => finding.Confidence)
            .Select((finding, i) => new ReportAction(i + 1, finding.Id!)),
    ];

    private static string? IncompleteReason(ReportInput input, List<SectionResult> results)
    {
        var reasons = new List<string>();
        if (input.StopReason is { Length: > 0 } stop) reasons.Add(Sentence(stop));
        foreach (var same in results.Where(result => result.Status is SectionStatus.Partial or SectionStatus.Failed).GroupBy(result => result.Reason ?? "could not be audited", StringComparer.Ordinal))
        {
            var titles = same.Select(result => input.Definition.Topics.Single(topic => topic.Id == result.Section).Title);
            reasons.Add(Sentence($"{(results.Count > 1 && same.Count() == results.Count ? "Every topic" : string.Join(", ", titles))}: {same.Key}"));
        }

        return reasons.Count == 0 ? null : string.Join(' ', reasons);
    }

    private static ReportSubmission Submission(SubmissionManifest manifest) => new(
        manifest.Files.Length,
        manifest.Bytes,
        manifest.Lines,
        Languages(manifest, file => LanguageName.Of(file.Language)),
        Languages(manifest, UnreadLanguages.NameOf),
        Tests(manifest),
        FingerprintOf(manifest),
        [.. manifest.Skipped.Select(skipped => new ReportSkipped(skipped.Path, skipped.Reason))],
        [.. manifest.Masked.Select(masked => new ReportMasked(masked.Kind, masked.Path, masked.Line))],
        [.. manifest.Notes.Select(note => new ReportNote(note.Path, note.Message))]);

    private static int Tests(SubmissionManifest manifest) =>
        EmbeddedAuditor.AuditsTests(manifest) ? 0 : manifest.Files.Count(file => EmbeddedAuditor.IsTestOrExample(file.Path));

    private static ImmutableArray<ReportLanguage> Languages(SubmissionManifest manifest, Func<ManifestFile, string?> name) =>
    [
        .. manifest.Files
            .Select(file => (Name: name(file), file.Lines))
            .Where(file => file.Name is not null)
            .GroupBy(file => file.Name!, StringComparer.Ordinal)
            .Select(files => new ReportLanguage(files.Key, files.Count(), files.Sum(file => file.Lines)))
            .OrderByDescending(language => language.Lines)
            .ThenBy(language => language.Name, StringComparer.Ordinal),
    ];

    private static string FingerprintOf(SubmissionManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in manifest.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Sha256}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static ReportSummary Summary(
        ReportInput input, ReportSubmission submission, List<SectionResult> results, ImmutableArray<ReportAction> actions, ReportScore score)
    {
        var counts = results.SelectMany(result => result.Findings).CountBy(finding => finding.Severity).ToDictionary();
        int Count(Severity severity) => counts.GetValueOrDefault(severity);
        var totals = new ReportTotals(Count(Severity.Critical), Count(Severity.High), Count(Severity.Medium), Count(Severity.Low));
        var highest = actions.IsEmpty ? null : actions[0].Finding;
        var posture = Posture(totals, score, highest, results);
        if (!submission.Unread.IsEmpty) posture += $" {ReportWording.Unread(submission)}";
        return new ReportSummary(input.Architecture, input.Providers, posture, totals, highest);
    }

    private static string Posture(ReportTotals totals, ReportScore score, string? highest, List<SectionResult> results)
    {
        if (score.Assessed == 0 && totals == new ReportTotals(0, 0, 0, 0))
        {
            return results.Exists(result => result.Status == SectionStatus.Failed)
                ? "Not assessed: topics could not be audited."
                : "Not assessed: the submission shows too little of what this audit asks about.";
        }

        var found = ReportWording.Totals(totals);
        var state = totals switch
        {
            { Critical: > 0 } => $"Not to be relied on as it stands: {found}. Mend {highest} first",
            { High: > 0 } => $"At risk: {found}. Mend {highest} first",
            { Medium: > 0 } => $"Sound, with gaps: {found}",
            { Low: > 0 } => $"Sound, with minor gaps: {found}",
            _ when score.Assessed * 2 < score.Of => "No findings in the little that the submission shows",
            _ => "Sound: no findings in what the submission shows",
        };
        return score.Assessed == score.Of ? $"{state}." : $"{state}. Only {ReportWording.Coverage(score)}.";
    }

    private static string Sentence(string text) => $"{text[..1].ToUpperInvariant()}{text[1..].TrimEnd('.')}.";
}
