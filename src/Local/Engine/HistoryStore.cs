using System.Runtime.CompilerServices;
using System.Text.Json;
using Claudit.Storage;

namespace Claudit.Local.Engine;

/// <summary>What the unfinished workflows were told: an object an event, numbered in the order of telling. It goes with its workflow.</summary>
internal sealed class HistoryStore(IObjectStore objects)
{
    private const string Root = "history/";
    private const string First = "000000";

    /// <summary>False when the workflow was submitted before and is not finished.</summary>
    public async Task<bool> BeginAsync(AuditKey audit, DateTimeOffset now, CancellationToken cancel) =>
        await PutAsync(audit, 0, new HistoryEvent(HistoryKind.Started, 0, "", now), cancel);

    /// <param name="number">How many events come before it.</param>
    /// <exception cref="InvalidOperationException">There is an event of that number: two processes run one workflow.</exception>
    public async Task AppendAsync(AuditKey audit, int number, HistoryEvent told, CancellationToken cancel)
    {
        if (!await PutAsync(audit, number, told, cancel))
            throw new InvalidOperationException("The workflow is run by somebody else as well.");
    }

    /// <summary>In order; empty when there is no such workflow.</summary>
    public async Task<List<HistoryEvent>> ReadAsync(AuditKey audit, CancellationToken cancel)
    {
        var events = new List<HistoryEvent>();
        while (await objects.GetAsync(Name(audit, events.Count), cancel) is { } found)
            events.Add(JsonSerializer.Deserialize(found.Content.Span, HistoryJson.Default.HistoryEvent)
                ?? throw new JsonException("An event of a history is null."));
        return events;
    }

    /// <summary>How many processes in a row took a workflow up and were lost before anything else happened to it.</summary>
    public static int LostStarts(IReadOnlyList<HistoryEvent> history) => history.Reverse().TakeWhile(told => told.Kind == HistoryKind.TakenUp).Count();

    /// <summary>The first event goes first: what a crash leaves of the others is no workflow any more.</summary>
    public async Task DeleteAsync(AuditKey audit, CancellationToken cancel)
    {
        await objects.DeleteAsync(Name(audit, 0), cancel);
        await objects.DeleteAllAsync($"{Root}{audit.Path}", cancel);
    }

    /// <summary>The workflows that are not finished. Deletes on the way what a crash has left of histories that were being deleted.</summary>
    public async IAsyncEnumerable<AuditKey> UnfinishedAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        AuditKey? last = null;
        await foreach (var key in objects.ListAsync(Root, null, cancel))
        {
            var segments = key.Split('/');
            var audit = new AuditKey(segments[1], segments[2]);
            if (audit == last) continue;
            last = audit;
            if (segments[3] == First) yield return audit;
            else await objects.DeleteAllAsync($"{Root}{audit.Path}", cancel);
        }
    }

    private async Task<bool> PutAsync(AuditKey audit, int number, HistoryEvent told, CancellationToken cancel)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(told, HistoryJson.Default.HistoryEvent);
        return await objects.PutAsync(Name(audit, number), content, WriteCondition.IfAbsent, cancel) is not null;
    }

    private static string Name(AuditKey audit, int number) => $"{Root}{audit.Path}/{number:D6}";
}
