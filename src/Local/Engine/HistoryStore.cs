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
    /// <exception cref="HistoryMismatchException">There is another event of that number: one before it is lost.</exception>
    public async Task AppendAsync(AuditKey audit, int number, HistoryEvent told, CancellationToken cancel)
    {
        if (!await PutAsync(audit, number, told, cancel) && await ReadAsync(audit, number, cancel) is { } stored && !Bytes(stored).SequenceEqual(Bytes(told)))
            throw new HistoryMismatchException("An event of its history is lost.");
    }

    /// <summary>In order; empty when there is no such workflow.</summary>
    /// <exception cref="HistoryMismatchException">An event is damaged.</exception>
    public async Task<List<HistoryEvent>> ReadAsync(AuditKey audit, CancellationToken cancel)
    {
        var events = new List<HistoryEvent>();
        while (await ReadAsync(audit, events.Count, cancel) is { } told) events.Add(told);
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
            // A name that is none of ours tells nothing.
            if (key.Split('/') is not [_, var tenant, var id, var number]) continue;
            var audit = new AuditKey(tenant, id);
            if (audit == last) continue;
            last = audit;
            if (number == First) yield return audit;
            else await objects.DeleteAllAsync($"{Root}{audit.Path}", cancel);
        }
    }

    private async Task<bool> PutAsync(AuditKey audit, int number, HistoryEvent told, CancellationToken cancel)
    {
        return await objects.PutAsync(Name(audit, number), Bytes(told), WriteCondition.IfAbsent, cancel) is not null;
    }

    private async Task<HistoryEvent?> ReadAsync(AuditKey audit, int number, CancellationToken cancel)
    {
        try
        {
            return await objects.GetAsync(Name(audit, number), cancel) is { } found
                ? JsonSerializer.Deserialize(found.Content.Span, HistoryJson.Default.HistoryEvent)
                : null;
        }
        catch (DamagedObjectException)
        {
            throw new HistoryMismatchException("An event of its history is damaged.");
        }
    }

    private static byte[] Bytes(HistoryEvent told) => JsonSerializer.SerializeToUtf8Bytes(told, HistoryJson.Default.HistoryEvent);

    private static string Name(AuditKey audit, int number) => $"{Root}{audit.Path}/{number:D6}";
}
