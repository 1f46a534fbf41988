using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class SourcePerHost : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/source-per-host",
        Check = "stable-key",
        Title = "The event's source changes with the host or run that sends it",
        Severity = Severity.Critical,
        Confidence = Confidence.Certain,
        Classification = Classification.Vulnerability,
        Description = "OpenMeter recognises an event by its source and id together. A source that names the host, process or run makes the same event another one when it is sent from elsewhere.",
        Remediation = "Give every producer of these events one constant source, such as the service's name.",
        Why = "After a restart or a redelivery the event is often sent by another process. With its source changed it is counted again.",
        Wrong = "await openmeter.events.ingest({ id: usage.id, source: os.hostname(), type, subject, data });",
        Right = "await openmeter.events.ingest({ id: usage.id, source: 'gateway', type, subject, data });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events.Where(send => send.Site.Provider == "openmeter"))
        {
            if (send.Site.Fields.FirstOrDefault(field => string.Equals(field.Name, "source", StringComparison.OrdinalIgnoreCase)) is not { } source) continue;
            var changing = facts.Origins(send, source.Value).Select(origin => origin.Value).FirstOrDefault(value => value.HasAny(Traits.Host | Traits.Random | Traits.Clock | Traits.Attempt));
            if (changing is null) continue;
            yield return Match.Defect(
                send,
                $"`{source.Name}` is `{changing.Text}`, which is another one on each host or in each run: the same event sent from elsewhere is not recognised and counts again.",
                send.At(source.Lines));
        }
    }
}
