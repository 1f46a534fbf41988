using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class NoAnomalyDetection : Rule
{
    private static readonly string[] Watching =
    [
        "anomaly", "anomalies", "anomalous", "spike", "spikes", "drop", "drops", "dropped", "baseline", "deviation", "unusual", "outlier", "outliers", "zscore", "surge", "silence", "silent", "absent",
        "sudden", "expected",
    ];

    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/no-anomaly-detection",
        Check = "anomalies",
        Title = "No alert compares usage with what is usual",
        Severity = Severity.Low,
        Confidence = Confidence.Possible,
        Classification = Classification.Deficiency,
        Description = "Alerts or jobs that watch the pipeline are shown, and none of them notices that usage dropped, stopped or jumped.",
        Remediation = "Compare each customer's and meter's usage with the same hours of the days before, and alert on silence, sharp drops and jumps.",
        Why = "Usage that is no longer reported at all raises no error. Its absence is the only sign.",
        Wrong = """
            - alert: UsageSendFailing
              expr: rate(usage_send_failures_total[10m]) > 0
            """,
        Right = """
            - alert: UsageSendFailing
              expr: rate(usage_send_failures_total[10m]) > 0
            - alert: NoUsage
              expr: sum(rate(usage_events_total[30m])) == 0
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var signs = facts.Of(SiteKind.Metric).Concat(facts.Of(SiteKind.Notify)).ToList();
        if (signs.FirstOrDefault(Watches) is { File: not null } watch)
        {
            yield return Match.Fulfilled(watch, "Usage is compared with what is usual.");
            yield break;
        }

        foreach (var function in facts.Functions)
        {
            if (function.Fact.Name.Length == 0 || !Words.Of(function.Fact.Name).Overlaps(["anomaly", "anomalies", "spike", "spikes", "drops", "baseline", "outliers", "unusual"])) continue;
            yield return new Match { Kind = MatchKind.Fulfilled, Locations = [function.Location with { EndLine = function.Location.StartLine }], Text = $"`{function.Fact.Name}` compares usage with what is usual." };
            yield break;
        }

        var rules = signs.Where(sign => sign.Site.Is("rule") && (Vocabulary.SpeaksOfUsage(sign.Site.Target ?? "") || sign.Site.Fields.Any(field => Vocabulary.SpeaksOf(Vocabulary.Usage, field.Value.Words)))).ToList();
        if (rules.Count == 0 && Totals(facts) is { File: not null } totals)
        {
            yield return Match.Defect(totals, $"Totals of usage are filed in `{totals.Site.Query!.Table}`, and nothing submitted compares them with those before: a meter that falls silent or jumps is noticed by nobody.");
        }

        if (rules.Count > 0 && facts.Sends.Any()) yield return Match.Defect(rules[0], "These alerts see errors only: none of them notices that usage dropped, stopped or jumped.");
    }

    /// <summary>A job that adds usage up by day or hour and stores the totals.</summary>
    private static LinkedSite Totals(SubmissionFacts facts) => facts.Of(SiteKind.Write).FirstOrDefault(write =>
        write.Site.Query is { Verb: "insert" or "merge", Table: { } table } query && UsageStore.HoldsUsage(table)
        && Words.Of(table).Overlaps(["daily", "hourly", "day", "hour", "rollup", "rollups", "totals", "days", "hours"])
        && (!query.Aggregates.IsEmpty || facts.In(write.Function, SiteKind.Read).Any(read => read.Site.Is("sum")))
        && facts.EntriesOf(write.Function).Any(entry => entry.Fact.Entry is EntryKind.Schedule or EntryKind.Consumer));

    // A total that differs from another was not expected either, but says nothing of what is usual.
    private static bool Watches(LinkedSite sign) => !sign.Site.Conditions.Any(TotalsDifference.IsAsked) && (Words.Of($"{sign.Site.Target} {sign.Site.What}").Overlaps(Watching) || sign.Site.Fields.Any(field => field.Value.SpeaksAny(Watching))
        || (sign.Site.Is("rule") && sign.Site.Fields.Any(field => field.Value.Text.Contains("== 0", StringComparison.Ordinal) || field.Value.Text.Contains("< 1", StringComparison.Ordinal))));
}
