using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal sealed class UnconditionalDeduction : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "limits-overage/unconditional-deduction",
        Check = "hard-limit",
        Title = "Credits are deducted without a condition on the balance",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The balance is read and compared, and the deduction is written afterwards without asking for the balance again. Two requests that run at once both spend the same credits.",
        Remediation = "Deduct in one conditional statement (`UPDATE … SET balance = balance - n WHERE balance >= n`) and refuse when no row changed, or lock the row over read and write.",
        Why = "The same credits pay twice, or the balance falls below zero and nobody is charged for the rest.",
        Wrong = """
            const account = await accounts.find(id);
            if (account.balance < cost) throw new OutOfCredits();
            await db.query('UPDATE accounts SET balance = $2 WHERE id = $1', [id, account.balance - cost]);
            """,
        Right = """
            const { rowCount } = await db.query(
              'UPDATE accounts SET balance = balance - $2 WHERE id = $1 AND balance >= $2', [id, cost]);
            if (rowCount === 0) throw new OutOfCredits();
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var (compare, write, isSame) in CheckedWrite.Of(facts, UsageStore.TakesFromStock))
        {
            if (!compare.Site.Is("stock")) continue;
            yield return Match.Defect(
                compare,
                $"The balance is compared here and changed later by `{write.Site.What}`, which does not ask for it again: two requests at once both spend the same credits.",
                write.Location) with
            { Confidence = isSame && write.Site.Is("overwrite") ? Confidence.Certain : Confidence.Likely };
        }

        foreach (var write in facts.Of(SiteKind.Write).Where(write => write.Site.Is("increment") && UsageStore.TakesFromStock(write) && UsageStore.IsConditional(write.Site)))
        {
            yield return Match.Fulfilled(write, "The deduction happens only while the balance covers it, in one statement.");
        }
    }
}
