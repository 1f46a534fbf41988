using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class FailsOpen : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/fails-open",
        Check = "enforcement",
        Title = "An error in the limit check lets every request pass",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "When usage or limit cannot be read, the check answers as if there were room. While its store is down, no limit holds.",
        Remediation = "Let the error refuse the request (503 with a time to come back), or fall back to a bounded allowance that is recorded and alerted on.",
        Why = "Nobody notices: requests succeed, usage goes past what the customer agreed to, and the difference is disputed or written off.",
        Wrong = """
            try {
              return (await usageOf(customer)) + n <= limit;
            } catch {
              return true;
            }
            """,
        Right = """
            try {
              return (await usageOf(customer)) + n <= limit;
            } catch (error) {
              throw new LimitsUnavailable({ cause: error });
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var seen = new HashSet<(string, int)>();
        // The functions whose results are compared with a limit, by name, with where that is done.
        var compared = LimitCheck.Deciding(facts)
            .SelectMany(compare => compare.Site.Fields.SelectMany(field => field.Value.Calls).Select(name => (name, compare.Function)))
            .ToLookup(entry => entry.name, entry => entry.Function, StringComparer.Ordinal);
        foreach (var function in facts.Functions.Where(function => !function.IsTopLevel))
        {
            foreach (var preset in facts.In(function, SiteKind.Return).Where(site => site.Site.Is("preset") && DecidesRefusal(facts, site)))
            {
                if (IsTold(facts, preset)) yield return Match.Undecided(preset, "When the check fails the request passes, and someone is told of it.");
                else if (seen.Add((preset.File.Path, preset.Site.Lines.First))) yield return Match.Defect(preset, $"`{preset.Site.Target}` says yes before the check, and still does when the check fails: while the store of limits is down, no limit holds.");
            }

            var checks = facts.In(function).Where(site => IsCheck(site, facts)).ToList();
            var isNamed = LimitCheck.IsNamedFor(function.Fact.Name) || LimitCheck.IsAskedToRefuse(facts, function);
            var feeds = !isNamed && checks.Count == 0 && facts.In(function, SiteKind.Return).Any() && compared[function.Fact.Name].Any(place => !place.Equals(function));
            if (checks.Count == 0 && !isNamed && !feeds) continue;
            foreach (var caught in facts.In(function, SiteKind.Return).Where(site => site.Site.Is("catch")))
            {
                if (!Grants(caught.Site, function, checks, isNamed, feeds)) continue;
                if (IsTold(facts, caught)) yield return Match.Undecided(caught, "When the check fails the request passes, and someone is told of it.");
                else if (seen.Add((caught.File.Path, caught.Site.Lines.First))) yield return Match.Defect(caught, $"When the check fails, `{caught.Site.What}` answers as if there were room: while the store of limits is down, no limit holds.");
            }

            foreach (var check in checks.Where(check => check.Site is { Errors: ErrorHandling.Swallowed, CatchLines: not null }))
            {
                var lines = check.Site.CatchLines!.Value;
                var goesOn = facts.In(function, SiteKind.Return).FirstOrDefault(site => site.Site.Is("on") && lines.Contains(site.Site.Lines));
                if (goesOn.File is null && !(function.Fact.Returns.IsEmpty && isNamed)) continue;
                if (facts.In(function).Any(site => lines.Contains(site.Site.Lines) && (site.Site.Kind is SiteKind.Respond or SiteKind.Notify || (site.Site.Kind == SiteKind.Return && !site.Site.Is("on"))))) continue;
                if (!seen.Add((check.File.Path, lines.First))) continue;
                yield return Match.Defect(check with { Site = check.Site with { Lines = new LineRange(lines.First, lines.First) } }, $"An error of `{check.Site.What}` is caught and the request goes on as if there were room.", check.Location);
            }

            foreach (var check in checks.Where(check => check.Site.Errors == ErrorHandling.Rethrown && check.Site.Kind == SiteKind.Compare))
            {
                yield return Match.Fulfilled(check, "An error in the check leaves it as an error: the request does not pass.");
            }
        }
    }

    private static bool IsCheck(LinkedSite site, SubmissionFacts facts) => site.Site.Kind switch
    {
        SiteKind.Compare => LimitCheck.Decides(site) && LimitCheck.IsRead(site),
        SiteKind.Call => LimitCheck.IsNamedFor(site.Site.Target) || (site.Site.Target is not null && facts.Callees(site).Any(callee => facts.In(callee, SiteKind.Compare).Any(LimitCheck.Decides))),
        SiteKind.Write => UsageStore.IsConditional(site.Site) && UsageStore.Raises(site),
        _ => false,
    };

    private static bool Grants(Site caught, LinkedFunction function, List<LinkedSite> checks, bool isNamed, bool feeds)
    {
        if (caught.Is("next")) return checks.Count > 0 || isNamed;
        if (caught.Is("endless")) return true;
        if (feeds) return caught.Is("zero");
        var precedes = checks.Any(check => check.Site.Offset > caught.Offset);
        if (caught.Is("assigned") || precedes)
        {
            // A value that stands in for the usage that could not be read, or for the answer.
            return precedes && caught.Is("zero") || (caught.Is("yes") && LimitCheck.IsNamedFor("check " + caught.Target + " limit") && Extraction.Words.Of(caught.Target ?? "").Overlaps(["allowed", "ok", "permitted", "allow", "within", "can"]));
        }

        if (LimitCheck.AsksForExcess(function.Fact.Name)) return caught.Is("no");
        var answers = isNamed || checks.Any(check => check.Site.Kind != SiteKind.Call);
        return answers && (caught.Is("yes") || (caught.Is("nothing") && isNamed && checks.Any(check => check.Site.Is("refuses"))));
    }

    /// <summary>Whether a request is refused for lack of quota where a variable says no.</summary>
    private static bool DecidesRefusal(SubmissionFacts facts, LinkedSite preset) => facts.In(preset.Function).Any(refusal =>
        refusal.Site.Kind == SiteKind.Respond && refusal.Site.Offset > preset.Site.Offset
        && refusal.Site.Conditions.Any(condition => condition.Text.TrimStart('!', '(').Replace("not ", "", StringComparison.Ordinal).StartsWith(preset.Site.Target!, StringComparison.Ordinal))
        && (refusal.Site.Target is "429" or "402" || LimitCheck.IsNamedFor("check " + refusal.Site.What) || Extraction.Words.Of(preset.Function.Fact.Container + " " + preset.Function.Fact.Name).Overlaps(["quota", "limit", "limits", "usage", "credits", "entitlement"])));

    private static bool IsTold(SubmissionFacts facts, LinkedSite caught) => facts.In(caught.Function, SiteKind.Notify).Any(site => (site.Site.Within & Surroundings.Catch) != 0);
}
