using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class ReservationNotReleased : Rule
{
    private static readonly string[] Subjects = ["tokens", "credits", "credit", "quota", "usage", "units", "budget", "allowance", "balance", "capacity", "funds", "minutes", "reservation", "hold"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/reservation-not-released",
        Check = "hard-limit",
        Title = "A reservation is not given back when the work fails",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "An amount is set aside before the work and settled after it, but only when the work succeeds. An error or timeout in between leaves it set aside.",
        Remediation = "Settle or release in `finally` (or in the handler of the error as well), and let reservations expire that a crash left behind.",
        Why = "Customers lose allowance or credits to requests that failed, and are stopped before they have used what they paid for.",
        Wrong = """
            const hold = await credits.reserve(customer, estimate);
            const result = await model.run(prompt);
            await credits.settle(hold, result.cost);
            """,
        Right = """
            const hold = await credits.reserve(customer, estimate);
            let cost = 0;
            try {
              cost = (await model.run(prompt)).cost;
            } finally {
              await credits.settle(hold, cost);
            }
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var reserve in facts.Of(SiteKind.Call).Where(IsReserve))
        {
            var after = facts.In(reserve.Function, SiteKind.Call).Where(site => site.Site.Offset > reserve.Site.Offset && IsSettle(site)).ToList();
            if (after.Count == 0) continue;
            var covered = after.FirstOrDefault(site => (site.Site.Within & (Surroundings.Finally | Surroundings.Catch)) != 0);
            if (covered.File is not null) yield return Match.Fulfilled(covered, "The reservation is settled or given back when the work fails, too.");
            // Between the two, something must be able to fail.
            else if (WorkBetween(facts, reserve, after[0])) yield return Match.Defect(reserve, $"What `{reserve.Site.What}` sets aside is settled by `{after[0].Site.What}` only when the work in between succeeds; after an error it stays set aside.", after[0].Location);
        }
    }

    private static bool IsReserve(LinkedSite call) => call.Site.Target is { } name && Words.Of(name) is var words
        && words.Overlaps(["reserve", "hold", "precharge", "preauthorize", "authorize", "earmark"]) && (words.Overlaps(Subjects) || Words.Of(call.Site.What).Overlaps(Subjects)) && !IsSettle(call);

    private static bool IsSettle(LinkedSite call) => call.Site.Target is { } name && Words.Of(name) is var words
        && words.Overlaps(["settle", "release", "refund", "commit", "finalize", "capture", "unreserve", "reconcile", "confirm", "rollback", "return"])
        && (words.Overlaps(Subjects) || Words.Of(call.Site.What).Overlaps(Subjects) || call.Site.Fields.Any(field => field.Value.SpeaksAny("reservation", "hold", "reserved")));

    private static bool WorkBetween(SubmissionFacts facts, LinkedSite reserve, LinkedSite settle) => facts.In(reserve.Function).Any(site =>
        site.Site.Offset > reserve.Site.Offset && site.Site.Offset < settle.Site.Offset && site.Site.Kind is SiteKind.Call or SiteKind.Write or SiteKind.Send or SiteKind.Read or SiteKind.Publish)
        || settle.Site.Fields.Any(field => field.Value.Has(Traits.Fetched));
}
