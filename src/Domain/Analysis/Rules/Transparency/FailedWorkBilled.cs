using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class FailedWorkBilled : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/failed-work-billed",
        Check = "detail",
        Title = "Work that failed is counted like work that succeeded",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Usage is recorded where the outcome plays no part: in `finally`, or in the handler of the error. Customers pay for requests that failed, and nothing on the record says so.",
        Remediation = "Record usage after the work has succeeded. Where a failed attempt has to be charged, record its outcome with the event and show it.",
        Why = "An outage of the product shows up as usage on the invoice, and every retry of the customer as more of it.",
        Wrong = "try {\n  return await render(job);\n} finally {\n  await recordUsage(job.customer, job.pages);\n}",
        Right = "const result = await render(job);\nawait recordUsage(job.customer, result.pages);\nreturn result;",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var site in facts.Sends.Concat(facts.IndirectSends.Select(send => send.Call)).Concat(facts.Of(SiteKind.Write).Where(IsRecord)).Concat(facts.Of(SiteKind.Call).Where(IsRecordCall)))
        {
            if ((site.Site.Within & Surroundings.Finally) == 0 || !site.Site.Conditions.IsEmpty || SaysOutcome(site) || IsMeasured(site)) continue;
            yield return Match.Defect(site, $"`{site.Site.What}` stands in `finally`: it counts the usage of work that failed like that of work that succeeded.");
        }

        foreach (var site in facts.Sends.Concat(facts.Of(SiteKind.Write).Where(IsRecord)).Concat(facts.Of(SiteKind.Publish).Where(EventIngestion.Handover.IsUsage)).Concat(facts.Of(SiteKind.Call).Where(call => EventIngestion.Handover.IsHandover(facts, call))))
        {
            if (site.Function.Fact.Entry != EntryKind.Route || !site.Site.Conditions.IsEmpty || (site.Site.Within & (Surroundings.Finally | Surroundings.Catch | Surroundings.Callback)) != 0 || SaysOutcome(site)) continue;
            var failed = facts.In(site.Function, SiteKind.Respond).FirstOrDefault(answer => answer.Site.Offset > site.Site.Offset && answer.Site.Target is ['5', _, _] && (answer.Site.Within & Surroundings.Catch) == 0
                && answer.Site.Conditions.Any(condition => condition.Has(Traits.Fetched) && condition.SpeaksAny("status", "ok", "code", "success", "failed", "error") && (site.Site.Result is not { } own || !condition.Text.Contains(own, StringComparison.Ordinal))));
            if (failed.File is null) continue;
            yield return Match.Defect(site, $"`{site.Site.What}` counts the usage before it is asked whether the work succeeded: where the answer is `{failed.Site.Target}`, the customer pays for nothing.", failed.Location);
        }
    }

    private static bool IsRecord(LinkedSite write) => write.Site.Is("insert") && UsageStore.HoldsEvents(write.Site.Query?.Table);

    private static bool IsRecordCall(LinkedSite call) => call.Site.Target is { } name && Extraction.Words.Of(name) is var words && words.Overlaps(["record", "track", "emit", "report", "meter", "charge", "bill"])
        && words.Overlaps(["usage", "meter", "metering", "charge", "bill", "units", "tokens", "consumption"]) && !words.Overlaps(["error", "failure", "metrics"]);

    private static bool SaysOutcome(LinkedSite site) => site.Site.Fields.Any(field => Extraction.Words.Of(field.Name).Overlaps(["status", "outcome", "success", "failed", "succeeded", "error", "result"])
        || field.Value.SpeaksAny("status", "outcome", "success", "succeeded", "failed", "spent", "actual", "delivered", "sent", "consumed"));

    /// <summary>Whether the amount is what was really done, counted up as it was done: it is nothing when nothing was.</summary>
    private static bool IsMeasured(LinkedSite site) => site.Site.Fields.Any(field => field.Value.Words.Any(word => word is "used" or "streamed" or "written" or "emitted" or "produced" or "elapsed" or "duration"));
}
