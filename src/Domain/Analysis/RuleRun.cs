using System.Collections.Immutable;
using Claudit.Analysis.Rules;
using Claudit.Findings;

namespace Claudit.Analysis;

/// <summary>Runs one rule, and turns what it saw into findings whose evidence stands in the submission.</summary>
internal static class RuleRun
{
    /// <summary>Nobody reads more of one kind: the program repeats itself, or was made to.</summary>
    public const int MostFindings = 500;

    /// <param name="facts">Those that <paramref name="cancel"/> interrupts.</param>
    public static ImmutableArray<Finding> Run(Rule rule, SubmissionFacts facts, Evidence evidence, CheckTally tally, CancellationToken cancel)
    {
        List<Match> matches;
        try
        {
            matches = [.. rule.Check(facts)];
        }
#pragma warning disable CA1031 // A rule that breaks must cost its own check only, which then says so.
        catch (Exception) when (!cancel.IsCancellationRequested)
#pragma warning restore CA1031
        {
            tally.Failures.Add(rule.Info.Id);
            return [];
        }

        var symbols = new Dictionary<(Location, string), string>();
        var found = new List<Finding>();
        foreach (var match in matches)
        {
            cancel.ThrowIfCancellationRequested();
            if (match.Kind != MatchKind.Defect)
            {
                tally.Add(match);
            }
            else if (found.Count == MostFindings)
            {
                tally.Cut.Add(rule.Info.Id);
                break;
            }
            else if (FindingOf(rule.Info, match, evidence) is { } finding)
            {
                symbols.TryAdd((finding.Locations[0], finding.Description), match.Symbol);
                found.Add(finding);
            }
        }

        var findings = Fingerprint.Assign(
            FindingMerge.Merge(found), finding => symbols.GetValueOrDefault((finding.Locations[0], finding.Description)));
        foreach (var finding in findings) tally.Add(finding);
        return findings;
    }

    private static Finding? FindingOf(RuleInfo info, Match match, Evidence evidence)
    {
        if (evidence.Quote(match.Locations[0]) is not var (location, quote)) return null;
        return new Finding
        {
            Rule = info.Id,
            Section = info.Section,
            Check = info.Check,
            Title = info.Title,
            Severity = match.Severity ?? info.Severity,
            Confidence = match.Confidence ?? info.Confidence,
            Classification = info.Classification,
            Locations = [location, .. match.Locations.Skip(1).Where(also => also != match.Locations[0]).Distinct()],
            Evidence = quote,
            Description = match.Text ?? info.Description,
            Remediation = match.Remediation ?? info.Remediation,
            Fingerprint = "",
            Origin = Origin.Embedded,
        };
    }
}
