using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Code;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Submissions;

namespace Claudit.Analysis;

/// <summary>The auditor that needs no model: pure, and the same answer every time.</summary>
public static class EmbeddedAuditor
{
    private const int NamedFiles = 5;

    /// <summary>Whether tests and examples are asked about: only where no other file decides anything. Otherwise they need not be read into facts.</summary>
    public static bool AuditsTests(SubmissionManifest submission) => !submission.Files.Any(file => FileRoles.Decides(file.Path, file.Language));

    /// <summary>Whether a file is a test or an example, by where it stands.</summary>
    public static bool IsTestOrExample(string path) => FileRoles.IsTestOrExample(path);

    /// <summary>Reads files into facts, one after the other, as <see cref="Analyze(SourceFile, CancellationToken)"/> does.</summary>
    public static List<FileFacts> Analyze(IEnumerable<SourceFile> files, CancellationToken cancel) =>
        Words.During(() => files.Select(file => Read(file, cancel)).ToList());

    /// <summary>
    /// Reads one file into facts. Never throws but when canceled; takes time linear to the text. A file on which the reader breaks shows nothing but that.
    /// </summary>
    public static FileFacts Analyze(SourceFile file, CancellationToken cancel) => Words.During(() => Read(file, cancel));

    private static FileFacts Read(SourceFile file, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        try
        {
            return FactExtractor.Extract(file);
        }
#pragma warning disable CA1031 // A file that breaks the reader must not cost the other files their audit; every section then says so.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            return new FileFacts
            {
                Path = file.Path,
                Language = file.Language,
                Role = FileRoles.Of(file.Path),
                Lines = new LineMap(file.Text).Count,
                Gap = $"Claudit broke on it: {failure.GetType().Name}",
            };
        }
    }

    /// <summary>The same for the same files in any order.</summary>
    public static SubmissionFacts Link(IEnumerable<FileFacts> files, CancellationToken cancel) =>
        Words.During(() => new SubmissionFacts(files, cancel));

    /// <param name="source">A submitted file by its path; null where there is none.</param>
    /// <param name="found">Called as each verified finding appears.</param>
    public static SectionResult Audit(
        SectionDefinition section, SubmissionFacts facts, Func<string, SourceFile?> source, Action<Finding> found, CancellationToken cancel) =>
        Audit(section, RuleBook.All, facts, source, found, cancel);

    internal static SectionResult Audit(
        SectionDefinition section,
        ImmutableArray<Rule> rules,
        SubmissionFacts facts,
        Func<string, SourceFile?> source,
        Action<Finding> found,
        CancellationToken cancel) =>
        Words.During(() => Audit(section, rules, facts.Until(cancel), new Evidence(source), found, cancel));

    private static SectionResult Audit(
        SectionDefinition section,
        ImmutableArray<Rule> rules,
        SubmissionFacts facts,
        Evidence evidence,
        Action<Finding> found,
        CancellationToken cancel)
    {
        var checks = section.Checks.ToDictionary(check => check.Id, check => new CheckTally(check), StringComparer.Ordinal);
        var findings = ImmutableArray.CreateBuilder<Finding>();
        foreach (var rule in rules)
        {
            cancel.ThrowIfCancellationRequested();
            if (rule.Info.Section != section.Id || !checks.TryGetValue(rule.Info.Check, out var tally)) continue;
            foreach (var finding in RuleRun.Run(rule, facts, evidence, tally, cancel))
            {
                findings.Add(finding);
                found(finding);
            }
        }

        var reasons = Reasons(facts, checks.Values).ToList();
        return new SectionResult(
            section.Id,
            reasons.Count > 0 ? SectionStatus.Partial : SectionStatus.Audited,
            reasons.Count > 0 ? string.Join(' ', reasons) : null,
            [.. section.Checks.Select(check => checks[check.Id].Result())],
            [.. findings.Order(FindingOrder.Instance)]);
    }

    public static ImmutableArray<MeteringRoute> Map(SubmissionFacts facts) => Words.During(() => MeteringMap.Of(facts));

    public static string Architecture(SubmissionFacts facts) => Analysis.Architecture.Of(facts);

    /// <summary>The providers that usage is sent to, as their makers write them; by name.</summary>
    public static ImmutableArray<string> Providers(SubmissionFacts facts) => Analysis.Architecture.Providers(facts);

    /// <summary>Why the section is not audited whole; empty when it is.</summary>
    private static IEnumerable<string> Reasons(SubmissionFacts facts, IReadOnlyCollection<CheckTally> tallies)
    {
        var cut = tallies.SelectMany(tally => tally.Cut).ToList();
        if (cut.Count > 0) yield return $"Of these rules the first {RuleRun.MostFindings} findings are listed, and there are more: {string.Join(", ", cut)}.";
        var failed = tallies.SelectMany(tally => tally.Failures).ToList();
        if (failed.Count > 0) yield return $"These rules broke and decided nothing: {string.Join(", ", failed)}.";
        // What a test or an example does decides nothing, so nothing is missed in it.
        var unread = facts.Files.Where(file => file is { Gap: not null, Role: not (FileRole.Test or FileRole.Example) }).ToList();
        if (unread.Count > 0) yield return $"Not read whole: {string.Join(", ", unread.Take(NamedFiles).Select(file => $"{file.Path} ({file.Gap})"))}{(unread.Count > NamedFiles ? $" and {unread.Count - NamedFiles} more" : "")}.";
    }
}
