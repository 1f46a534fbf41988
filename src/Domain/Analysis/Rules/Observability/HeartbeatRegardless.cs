using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class HeartbeatRegardless : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/heartbeat-regardless",
        Check = "errors-alerted",
        Title = "The sign of life is given whether or not the job succeeded",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The heartbeat, or the time of the last success, is written where it is reached after a failure as well: in a finally, or behind a catch that goes on.",
        Remediation = "Give the sign behind the work in the try, and tell the monitor of a failure in the catch.",
        Why = "The monitor that should notice a dead export shows green while every run of it fails.",
        Wrong = "try { await exportUsage(); } catch (e) { log.error(e); } finally { await heartbeat(); }",
        Right = "try { await exportUsage(); await heartbeat(); } catch (e) { log.error(e); await heartbeat('/fail'); }",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var beating = facts.Of(SiteKind.Notify).Where(notice => notice.Site.Is("heartbeat")).Select(notice => notice.Function).ToHashSet();
        foreach (var sign in facts.Of(SiteKind.Notify).Concat(facts.Of(SiteKind.Metric)).Concat(facts.Of(SiteKind.Call)))
        {
            if (!IsSign(facts, sign, beating) || SaysFailure(sign)) continue;
            if ((sign.Site.Within & Surroundings.Finally) != 0 ? sign.Site.Conditions.Length > 0 : !IsBehindCatch(facts, sign)) continue;
            if (!Metered(facts, sign.Function)) continue;
            yield return Match.Defect(sign, $"`{sign.Site.What}` is reached when the work has failed as well: whoever watches for it takes every failed run for a good one.");
        }
    }

    private static bool IsSign(SubmissionFacts facts, LinkedSite site, HashSet<LinkedFunction> beating) => site.Site.Kind switch
    {
        SiteKind.Notify => site.Site.Is("heartbeat"),
        SiteKind.Metric => Words.Of($"{site.Site.Target} {site.Site.What}") is var words && words.Overlaps(["success", "succeeded", "successful", "heartbeat", "healthy"]) && !site.Site.Is("definition") && !words.Overlaps(["rate", "failure"]),
        _ => facts.Callees(site).Take(1).Any(beating.Contains) || Words.Of(site.Site.Target ?? "").Overlaps(["heartbeat", "healthcheck"]),
    };

    private static bool SaysFailure(LinkedSite sign) => sign.Site.Fields.Any(field => field.Value.SpeaksAny("fail", "failed", "failure", "error", "ok", "success", "outcome", "result", "status", "exit", "code"))
        || Words.Of(sign.Site.Target ?? "").Overlaps(["fail", "failed", "failure", "start", "started"]);

    /// <summary>Whether a catch before it lets the function go on.</summary>
    private static bool IsBehindCatch(SubmissionFacts facts, LinkedSite sign) => (sign.Site.Within & (Surroundings.Catch | Surroundings.Try)) == 0 && sign.Site.Conditions.Length == 0
        && facts.In(sign.Function, SiteKind.Return).Any(passed => passed.Site.Is("on") && passed.Site.Offset < sign.Site.Offset
            && (passed.Site.Within & Surroundings.Loop) == (sign.Site.Within & Surroundings.Loop)
            && facts.In(sign.Function, SiteKind.Call).Any(work => work.Site.Errors == ErrorHandling.Swallowed && work.Site.CatchLines is { } caught && caught.First <= passed.Site.Lines.First && passed.Site.Lines.First <= caught.Last && !IsSmall(work)));

    private static bool IsSmall(LinkedSite work) => Words.Of(work.Site.Target ?? "").Overlaps(["close", "parse", "release", "alert", "notify"]);

    private static bool Metered(SubmissionFacts facts, LinkedFunction function) =>
        facts.SendBehind(function) is not null || EventIngestion.Handover.In(facts, function).Any()
        || Words.Of($"{function.Fact.Name} {function.Fact.Container} {function.File.Path}").Overlaps(Vocabulary.Usage)
        || Words.Of($"{function.Fact.Name} {function.Fact.Container} {function.File.Path}").Overlaps(["billing", "invoice", "invoices", "export", "exporter"])
        || facts.In(function, SiteKind.Log).Any(log => log.Site.Fields.Any(field => field.Value.SpeaksAny("usage", "metering")))
        || facts.In(function, SiteKind.Call).Any(call => Words.Of(call.Site.What).Overlaps(Vocabulary.Usage));
}
