using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class ClaimBeforeWrite : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/claim-before-write",
        Check = "retry-safety",
        Title = "An event is marked as counted before it is, and stays marked when that fails",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The event's id is claimed first, and the usage recorded after. When the recording fails, the claim stays, and every later attempt is refused as a duplicate.",
        Remediation = "Write id and usage in one transaction, or withdraw the claim when the work behind it fails.",
        Why = "The retry that should save the event is turned away by its own first attempt: the usage is lost without an error.",
        Wrong = "if (!(await redis.set(key, 1, 'NX'))) return; await record(event);",
        Right = "try { await record(event); } catch (error) { await redis.del(key); throw error; }",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var claim in facts.Of(SiteKind.Write).Where(IsClaim))
        {
            var behind = Counted(facts, claim);
            if (behind is null) continue;
            var withdraws = facts.In(claim.Function, SiteKind.Write).Any(write => write.Site.Offset > claim.Site.Offset
                && (write.Site.Is("delete") || (write.Site.Is("key") && write.Site.Is("overwrite") && write.Site.Target == claim.Site.Target)));
            if (withdraws) continue;
            yield return Match.Defect(
                claim,
                $"`{claim.Site.Target ?? claim.Site.What}` is claimed before the usage is recorded and never withdrawn: when the recording fails, every later attempt is refused as a duplicate.",
                behind.Value.Location);
        }
    }

    private static bool IsClaim(LinkedSite write)
    {
        if (write.Site.Is("claim")) return write.Site.Is("key") && !write.Site.Is("cache") && Guards.Remembers(write);
        return write.Site.Query is { Verb: "insert", OnConflict: "nothing" } query && write.Site.Is("checked") && Guards.SpeaksOfProcessed(query.Table ?? "")
            && (write.Site.Within & Surroundings.Transaction) == 0;
    }

    /// <summary>What counts the usage behind a claim: a send, or a write that is not in one transaction with it.</summary>
    private static LinkedSite? Counted(SubmissionFacts facts, LinkedSite claim)
    {
        foreach (var site in facts.In(claim.Function))
        {
            if (site.Site.Offset <= claim.Site.Offset) continue;
            var counts = site.Site.Kind switch
            {
                SiteKind.Send or SiteKind.Publish => true,
                SiteKind.Write => site.Site.Is("increment") || site.Site.Query is { Verb: "insert" or "update" },
                SiteKind.Call => facts.Callees(site).Take(1).Any(callee => facts.SendBehind(callee) is not null || facts.In(callee, SiteKind.Write).Any(write => write.Site.Is("increment") || write.Site.Query is { Verb: "insert" })),
                _ => false,
            };
            if (counts) return site;
        }

        return null;
    }
}
