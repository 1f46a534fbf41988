using System.Collections.Immutable;
using System.Reflection;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Makes the report of what the sections came to, and corrects the findings that the stream has shown.</summary>
public sealed class MergeActivity(AuditStores stores, LinkedFacts linked, Func<string, AuditDefinition?> definitions)
{
    private const string StopReason = "the audit was canceled";

    private static readonly string Version =
        typeof(MergeActivity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <returns>Whether the report is complete.</returns>
    public async Task<bool> RunAsync(MergeInput input, CancellationToken cancel)
    {
        var record = await stores.Records.ReadAsync(input.Audit, cancel)
            ?? throw new InvalidOperationException("The audit has no record.");
        var definition = definitions(record.Audit) ?? throw new InvalidOperationException("There is no such definition.");
        var manifest = await stores.Sources.ManifestAsync(input.Audit, cancel)
            ?? throw new InvalidOperationException("The submission is not stored.");
        var events = await stores.Log.ReadAsync(input.Audit, 0, cancel);
        // Who cancels does not wait for what the report can do without.
        var facts = input.Stopped ? linked.Find(input.Audit)
            : input.Shards > 0 ? await linked.GetAsync(input.Audit, input.Shards, cancel)
            : null;

        var sections = await SectionsAsync(input, definition, record.Options, AuditProgress.FindingsOf(events), cancel);
        var report = ReportBuilder.Build(new ReportInput
        {
            Id = input.Audit.Audit,
            Definition = definition,
            CreatedAt = record.CreatedAt,
            CompletedAt = input.At,
            Auditor = new ReportAuditor("embedded", Version),
            Manifest = manifest,
            Sections = sections,
            MeteringMap = facts is null || !definition.MeteringMap ? null : EmbeddedAuditor.Map(facts),
            Architecture = facts is null ? "Not determined: the audit ended before the analysis did" : EmbeddedAuditor.Architecture(facts),
            Providers = facts is null ? [] : EmbeddedAuditor.Providers(facts),
            Usage = new ReportUsage(manifest.Bytes, 0, 0, 0, 0),
            StopReason = input.Stopped ? StopReason : null,
        }).AtLeast(record.Options.MinSeverity);

        await stores.Reports.WriteAsync(input.Audit, report, cancel);
        await stores.Log.AppendAsync(
            input.Audit, [.. Completed(sections, report), .. Corrections(events, report), Progress.Report(report)], cancel);
        return report.Complete;
    }

    private async Task<List<SectionResult>> SectionsAsync(
        MergeInput input, AuditDefinition definition, AuditOptions options, ImmutableArray<Finding> shown, CancellationToken cancel)
    {
        var asked = definition.TopicsOf(options).ToHashSet();
        var sections = new List<SectionResult>();
        foreach (var topic in definition.Topics)
        {
            var failure = input.Failed.FirstOrDefault(failed => failed.Section == topic.Id)?.Reason;
            sections.Add(
                !asked.Contains(topic) ? Without(topic, SectionStatus.Skipped, "not asked for", [])
                : failure is not null ? Without(topic, SectionStatus.Failed, failure, [])
                : await stores.Sections.ReadAsync(input.Audit, topic.Id, cancel)
                    ?? Stopped(topic, [.. shown.Where(finding => finding.Section == topic.Id)]));
        }

        return sections;
    }

    private static SectionResult Stopped(SectionDefinition topic, ImmutableArray<Finding> found) =>
        Without(topic, found.IsEmpty ? SectionStatus.Failed : SectionStatus.Partial, StopReason, found);

    /// <summary>A section of whose checks nothing more is known than that these findings fail some.</summary>
    private static SectionResult Without(SectionDefinition topic, SectionStatus status, string reason, ImmutableArray<Finding> found) => new(
        topic.Id,
        status,
        reason,
        [
            .. topic.Checks.Select(check =>
            {
                ImmutableArray<Location> locations =
                    [.. found.Where(finding => finding.Check == check.Id).SelectMany(finding => finding.Locations)];
                return new CheckResult(
                    check.Id, check.Question, locations.IsEmpty ? Verdict.Unclear : Verdict.Fail, locations, $"Not finished: {reason}.");
            }),
        ],
        found);

    // A section that ended by itself has said so already, and saying it again adds nothing.
    private static IEnumerable<NewProgressEvent> Completed(List<SectionResult> sections, Report report) =>
        from section in sections
        where section.Status != SectionStatus.Skipped
        let shown = report.Sections.Single(shown => shown.Id == section.Section).Findings.Length
        select Progress.SectionCompleted(section.Section, section.Status, section.Reason, shown);

    private static IEnumerable<NewProgressEvent> Corrections(ImmutableArray<ProgressEvent> events, Report report)
    {
        var final = report.Findings.ToLookup(finding => finding.Fingerprint, StringComparer.Ordinal);
        foreach (var shown in AuditProgress.FindingsOf(events))
        {
            if (final[shown.Fingerprint].FirstOrDefault() is not { } kept) yield return Progress.Withdrawn(shown.Fingerprint);
            else if (!SameAs(kept with { Id = null }, shown)) yield return Progress.Changed(kept);
        }
    }

    private static bool SameAs(Finding final, Finding shown) =>
        final.Locations.SequenceEqual(shown.Locations) && final with { Locations = shown.Locations } == shown;
}
