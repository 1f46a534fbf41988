using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class SampledSend : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/sampled-send",
        Check = "delivery-guarantee",
        Title = "Chance or a switch decides whether usage is reported",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The usage event is sent only for a sample of the work, so the rest is never billed.",
        Remediation = "Report every unit of usage. To save calls, add up several events and send the sum; sample only what is not billed.",
        Why = "What is fine for tracing is lost revenue here, and no total can be reconciled with the work that was done.",
        Wrong = """
            if (Math.random() < SAMPLE_RATE) await meter.record(usage);
            """,
        Right = """
            await meter.record(usage);
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var function in facts.Functions)
        {
            var handovers = Handover.In(facts, function).ToList();
            if (handovers.Count == 0) continue;
            foreach (var send in handovers)
            {
                if (send.Site.Conditions.FirstOrDefault(IsChance) is { } chance)
                {
                    yield return Match.Defect(send, $"`{send.Site.What}` runs only when `{chance.Text}`: the usage of all other work is never reported.");
                }
                else if (send.Site.Conditions.FirstOrDefault(IsSwitch) is { } flag)
                {
                    yield return Match.Defect(send, $"`{send.Site.What}` runs only when `{flag.Text}`: while that switch is off, work is done and its usage is not reported.") with
                    {
                        Confidence = Confidence.Possible,
                        Severity = Severity.High,
                    };
                }
            }

            foreach (var guard in facts.In(function, SiteKind.Discard))
            {
                if (guard.Site.Is("sampled") && handovers.FirstOrDefault(send => send.Site.Offset > guard.Site.Offset) is { File: not null } skipped)
                {
                    yield return Match.Defect(guard, $"When `{guard.Site.Target}`, the function ends before `{skipped.Site.What}`: that usage is never reported.", skipped.Location);
                }
            }
        }
    }

    private static bool IsChance(Value condition) => condition.HasAny(Traits.Random) || condition.SpeaksAny("sample", "sampled", "sampling");

    private static bool IsSwitch(Value condition) => condition.SpeaksAny("flags", "featureflags", "launchdarkly", "unleash", "growthbook", "experiment", "rollout")
        || (condition.SpeaksAny("flag", "feature") && condition.SpeaksAny("enabled", "is", "on", "variation", "active"));
}
