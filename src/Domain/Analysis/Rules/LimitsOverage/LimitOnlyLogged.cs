using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class LimitOnlyLogged : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/limit-only-logged",
        Check = "hard-limit",
        Title = "Passing the limit is logged and nothing else",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Code that is there to enforce a limit writes a log line when it is passed and goes on. The request is served, and nobody who could act is told.",
        Remediation = "Refuse the request with an answer that names the limit and its reset, or, when overage is sold, record it as overage and tell the customer.",
        Why = "The plan promises a limit that does not exist; what is used past it is disputed or never charged.",
        Wrong = "if (used > plan.limit) logger.warn('over limit', { customer });",
        Right = "if (used > plan.limit) throw new LimitReached({ limit: plan.limit, resetsAt });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var compare in facts.Of(SiteKind.Compare))
        {
            if (!compare.Site.Is("logs") || compare.Site.Is("refuses") || compare.Site.Is("notifies") || compare.Site.Is("acts") || compare.Site.Is("leaves") || compare.Site.Is("threshold")) continue;
            if (!Enforces(compare.Function)) continue;
            if (facts.In(compare.Function, SiteKind.Compare).Any(LimitCheck.Decides)) continue;
            yield return Match.Defect(compare, $"When `{compare.Site.What}` holds, a line is logged and the request goes on.");
        }

        foreach (var answer in facts.Of(SiteKind.Respond))
        {
            if (answer.Site.Target is not ("402" or "429") || !SpeaksOfLimit(facts, answer) || RefusesWithin(facts, answer)) continue;
            yield return Match.Fulfilled(answer, $"At the limit the request is refused with {answer.Site.Target}.");
        }
    }

    /// <summary>Whether the refusal stands where usage is below the limit.</summary>
    private static bool RefusesWithin(SubmissionFacts facts, LinkedSite answer) => facts.In(answer.Function, SiteKind.Compare).Any(compare =>
        compare.Site.Target is "<" or "<=" && !compare.Site.Is("refuses") && !compare.Site.Is("stock") && answer.Site.Conditions.Any(condition => condition.Text == compare.Site.What));

    private static bool Enforces(LinkedFunction function)
    {
        var words = Words.Of(function.Fact.Name);
        return words.Overlaps(["enforce", "check", "assert", "guard", "ensure", "verify", "limit", "quota", "require"]) || function.Fact.Entry == EntryKind.Route;
    }

    private static bool SpeaksOfLimit(SubmissionFacts facts, LinkedSite answer) => answer.Site.Conditions.Any(condition => condition.Words.Any(Vocabulary.Limit.Contains) || condition.SpeaksAny("reserve", "reserved", "allowed", "used", "usage", "credits", "tokens"))
        || facts.In(answer.Function, SiteKind.Compare).Any(LimitCheck.Decides);
}
