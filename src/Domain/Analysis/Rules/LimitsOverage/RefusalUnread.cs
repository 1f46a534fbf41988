using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class RefusalUnread : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/refusal-unread",
        Check = "enforcement",
        Title = "Nobody reads whether the quota was taken",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The statement takes from the quota only while it lasts, and says by the number of changed rows whether it did. Nobody looks at that number, and the work is done either way.",
        Remediation = "Refuse the work when no row was changed.",
        Why = "Past the limit nothing is counted any more and everything goes through: the limit does not limit, and the usage beyond it is free.",
        Wrong = "await db.query('UPDATE quotas SET used = used + $1 WHERE org = $2 AND used + $1 <= quota', [n, org]);\nreturn render();",
        Right = "const taken = await db.query('UPDATE quotas SET used = used + $1 WHERE org = $2 AND used + $1 <= quota', [n, org]);\nif (taken.rowCount === 0) throw new QuotaExceeded();\nreturn render();",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var write in facts.Of(SiteKind.Write).Where(write => UsageStore.IsConditionalCount(write) && !Throws(write)))
        {
            if (write.Site.Is("checked"))
            {
                var unread = Tells(write) ? facts.Callers(write.Function).FirstOrDefault(call => call.Site.Is("bare")) : default;
                yield return unread.File is null
                    ? Match.Fulfilled(write, "Whether the quota was taken is looked at.")
                    : Match.Defect(unread, $"`{unread.Site.What}` says whether the quota was taken, and nobody looks: when it is used up the work is done all the same.", write.Location);
            }
            else if (write.Site.Outcome == Outcome.Returned)
            {
                foreach (var call in facts.Callers(write.Function))
                {
                    if (call.Site.Is("bare")) yield return Match.Defect(call, $"`{call.Site.What}` says whether the quota was taken, and nobody looks: when it is used up the work is done all the same.", write.Location);
                    else yield return Match.Fulfilled(call, "Whether the quota was taken is looked at.");
                }
            }
            else if (write.Site.Is("bare") && !write.Function.IsTopLevel)
            {
                yield return Match.Defect(write, $"`{write.Site.Query!.Table}` is only changed while the quota lasts, and nobody looks whether it was: when it is used up the work is done all the same.");
            }
        }
    }

    /// <summary>Whether a function answers with a comparison of what the write says of itself.</summary>
    private static bool Tells(LinkedSite write) => write.Function.Fact.Returns.Any(value => value.Text.AsSpan().IndexOfAny('=', '>', '<') >= 0
        && (value.SpeaksAny("rowcount", "affected", "changed", "updated") || (write.Site.Result is { } result && value.Speaks(result.ToLowerInvariant()))));

    /// <summary>Whether the store's client throws when the condition does not hold: DynamoDB's conditional writes, Prisma's update of one record.</summary>
    private static bool Throws(LinkedSite write) => write.Site.Is("conditional") || (write.Site.What.EndsWith(".update", StringComparison.Ordinal) && !write.Site.What.Contains("()", StringComparison.Ordinal));
}
