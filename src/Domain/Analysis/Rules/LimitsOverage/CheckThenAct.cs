using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class CheckThenAct : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/check-then-act",
        Check = "enforcement",
        Title = "The limit is checked in one step and the usage recorded in another",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The usage is read, compared with the limit, and raised later by a separate statement. Requests that arrive together all read the old value and all pass.",
        Remediation = "Make the check and the count one step: `UPDATE … SET used = used + n WHERE used + n <= limit` and look at the number of rows, an atomic increment whose answer is "
            + "compared, or a row lock held over both.",
        Why = "A limit that holds only for one request at a time does not hold: customers with parallel clients exceed it by as many requests as they send at once, and the invoice and the promise part.",
        Wrong = """
            const { used, limit } = await store.read(customer);
            if (used + n > limit) throw new LimitReached();
            await store.write(customer, used + n);
            """,
        Right = """
            const changed = await db.query(
              'UPDATE counters SET used = used + $2 WHERE customer = $1 AND used + $2 <= max_used', [customer, n]);
            if (changed.rowCount === 0) throw new LimitReached();
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var (compare, write, isSame) in CheckedWrite.Of(facts, UsageStore.Raises))
        {
            // Taken from a balance, it is a defect of its own.
            if (isSame && compare.Site.Is("stock") && (UsageStore.TakesFromStock(write) || CheckedWrite.IsOfRead(facts, compare, write))) continue;
            var overwrites = isSame && write.Site.Is("overwrite");
            yield return Match.Defect(
                compare,
                overwrites
                    ? $"`{compare.Site.What}` is decided on a value that was read before, and the sum is written back by a separate statement: simultaneous requests pass together and overwrite each other's usage."
                    : $"`{compare.Site.What}` is decided on a value that was read before; the usage is recorded later by `{write.Site.What}`. Requests that arrive in between all read the old value and pass.",
                write.Location) with
            { Confidence = overwrites ? Confidence.Certain : Confidence.Likely };
        }

        foreach (var write in facts.Of(Facts.SiteKind.Write))
        {
            if (UsageStore.IsConditionalCount(write) && (write.Site.HasAnyTag("checked", "conditional") || write.Site.Outcome == Facts.Outcome.Returned))
            {
                yield return Match.Fulfilled(write, $"`{write.Site.Target}` is raised only while the statement itself finds it within the limit, so simultaneous requests cannot pass together.");
            }
        }

        foreach (var compare in LimitCheck.Deciding(facts))
        {
            if (LimitCheck.IsCounted(facts, compare)) yield return Match.Fulfilled(compare, "The usage is raised by an atomic increment, and its answer is what is compared with the limit.");
            else if (!compare.Site.Is("memory") && LimitCheck.IsRead(compare) && LimitCheck.IsExclusive(facts, compare)) yield return Match.Fulfilled(compare, "A lock is held while usage is compared with the limit and recorded.");
        }
    }
}
