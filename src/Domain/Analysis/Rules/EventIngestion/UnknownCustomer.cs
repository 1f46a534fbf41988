using Claudit.Analysis.Extraction;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.EventIngestion;

internal sealed class UnknownCustomer : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "event-ingestion/unknown-customer",
        Check = "delivery-guarantee",
        Title = "The event names its customer in a field that the provider does not read",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "The provider finds the customer of an event by one field. This event has another one, or none: it is accepted and never charged, or refused.",
        Remediation = "Give the customer under the field of the provider's contract, with the id under which the provider knows it.",
        Why = "Accepted means stored, not attributed. Usage that belongs to nobody appears on no invoice, and no error is raised.",
        Wrong = "await lago.events.createEvent({ event: { transaction_id, code, external_customer_id: org.id } });",
        Right = "await lago.events.createEvent({ event: { transaction_id, code, external_subscription_id: org.subscription } });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (send.Site.Is("wrapped") || send.Site.Is("open") || send.Site.Is("legacy") || !send.Site.Fields.Any(field => EventShapes.IsTelling(field.Name))) continue;
            if (FieldsOf(send.Site.Provider) is not { Length: > 0 } wanted) continue;
            var given = send.Site.Fields.Where(field => field.Value.Text is not ("undefined" or "null" or "None") && wanted.Any(name => Folded(field.Name) == name || Folded(field.Name).EndsWith("." + name, StringComparison.Ordinal))).ToList();
            if (given.Count == 1 || (given.Count > 1 && send.Site.Provider != "orb"))
            {
                continue;
            }

            if (given.Count > 1) yield return Match.Defect(send, "The event has both `customer_id` and `external_customer_id`, of which the provider takes exactly one: it is refused.");
            else if (send.Site.Fields.FirstOrDefault(field => Words.Of(field.Name) is var words && words.Overlaps(["customer", "account", "tenant", "org", "organization", "subscription", "subject", "user"])) is { } other)
            {
                yield return Match.Defect(send, $"The event names its customer in `{other.Name}`, which the provider does not read: it is accepted and charged to nobody, or refused.", send.At(other.Lines));
            }
        }
    }

    private static string[] FieldsOf(string? provider) => provider switch
    {
        "lago" => ["externalsubscriptionid"],
        "orb" => ["customerid", "externalcustomerid"],
        "metronome" => ["customerid"],
        "openmeter" => ["subject"],
        _ => [],
    };

    private static string Folded(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
