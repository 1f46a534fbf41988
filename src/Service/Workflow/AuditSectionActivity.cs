using System.Threading.Channels;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Storage;
using Claudit.Telemetry;

namespace Claudit.Workflow;

/// <summary>Audits one section over the facts of the whole submission, and shows each finding as soon as it is there.</summary>
public sealed class AuditSectionActivity(AuditStores stores, LinkedFacts linked, Func<string, AuditDefinition?> definitions, TimeProvider time)
{
    /// <returns>The number of findings.</returns>
    public async Task<int> RunAsync(SectionInput input, CancellationToken cancel)
    {
        var record = await stores.Records.ReadAsync(input.Audit, cancel)
            ?? throw new InvalidOperationException("The audit has no record.");
        var section = definitions(record.Audit)?.Topics.FirstOrDefault(topic => topic.Id == input.Section)
            ?? throw new InvalidOperationException("The definition has no such section.");
        var packs = await stores.Sources.PacksAsync(input.Audit, cancel)
            ?? throw new InvalidOperationException("The submission is not stored.");
        var facts = await linked.GetAsync(input.Audit, input.Shards, cancel);

        var began = time.GetTimestamp();
        await stores.Log.AppendAsync(input.Audit, [Progress.SectionStarted(section)], cancel);
        var source = new SourceLookup(stores.Sources, input.Audit, packs);
        var found = Channel.CreateUnbounded<Finding>(new UnboundedChannelOptions { SingleReader = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var auditing = Task.Run(() => Audit(section, facts, source, found.Writer, stop.Token), CancellationToken.None);
        int shown;
        try
        {
            shown = await ShowAsync(input.Audit, found.Reader, record.Options.MinSeverity, cancel);
        }
        catch
        {
            // Over only when nothing goes on any more.
            await stop.CancelAsync();
            await ((Task)auditing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }

        var result = await auditing;
        AuditTelemetry.Audited(section.Id, time.GetElapsedTime(began));

        await stores.Sections.WriteAsync(input.Audit, result, cancel);
        await stores.Log.AppendAsync(
            input.Audit, [Progress.SectionCompleted(section.Id, result.Status, result.Reason, shown)], cancel);
        return result.Findings.Length;
    }

    private static SectionResult Audit(
        SectionDefinition section, SubmissionFacts facts, SourceLookup source, ChannelWriter<Finding> found, CancellationToken cancel)
    {
        try
        {
            return EmbeddedAuditor.Audit(section, facts, source.Find, finding => found.TryWrite(finding), cancel);
        }
        finally
        {
            found.Complete();
        }
    }

    private async Task<int> ShowAsync(AuditKey audit, ChannelReader<Finding> found, Severity least, CancellationToken cancel)
    {
        var shown = new HashSet<string>(StringComparer.Ordinal);
        while (await found.WaitToReadAsync(cancel))
        {
            var events = new List<NewProgressEvent>();
            while (found.TryRead(out var finding))
                if (finding.Severity <= least && shown.Add(finding.Fingerprint))
                    events.Add(Progress.Found(finding));
            await stores.Log.AppendAsync(audit, events, cancel);
        }

        return shown.Count;
    }
}
