using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class SendInOpenTransaction : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/send-in-open-transaction",
        Check = "delivery-guarantee",
        Title = "Usage is sent before the work that caused it is committed",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The usage event leaves inside a transaction. When the transaction is rolled back, the customer is charged for work that never happened.",
        Remediation = "Insert an outbox row inside the transaction, and send it after the commit.",
        Why = "A provider cannot be rolled back. The transaction also stays open, with its locks, for as long as the provider takes to answer.",
        Wrong = """
            await db.transaction(async (tx) => {
              await tx.insert('renders', render);
              await stripe.billing.meterEvents.create(eventFor(render));
            });
            """,
        Right = """
            await db.transaction(async (tx) => {
              await tx.insert('renders', render);
              await tx.insert('usage_outbox', eventFor(render));
            });
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var sends = facts.Sends.Select(send => (Call: send, Send: send)).Concat(facts.IndirectSends.Select(indirect => (indirect.Call, indirect.Send)));
        foreach (var (call, send) in sends)
        {
            if ((call.Site.Within & Surroundings.Transaction) == 0) continue;
            // A relay holds the rows that it sends in a transaction: what is rolled back there is sent again under the same key.
            if (facts.EntriesOf(call.Function).Any(entry => Relay.IsBackground(entry.Fact.Entry)) || IsRelay(facts, call)) continue;
            yield return Match.Defect(call, $"`{call.Site.What}` sends the usage while the transaction around it can still be rolled back: the customer is then charged for what never happened.", send.Location);
        }
    }

    private static bool IsRelay(SubmissionFacts facts, LinkedSite call) => facts.In(call.Function).Any(site =>
        site.Site.Query is { Locks: true } || (site.Site.Kind == SiteKind.Advance && site.Site.Offset > call.Site.Offset));
}
