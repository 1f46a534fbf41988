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

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => objects.DeleteAllAsync($"{Root}{audit.Path}", cancel);

    /// <summary>The workflows that are not finished.</summary>
    public async IAsyncEnumerable<AuditKey> UnfinishedAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in objects.ListAsync(Root, null, cancel))
            if (key.Split('/') is [_, var tenant, var audit, First])
                yield return new AuditKey(tenant, audit);
    }

    private async Task<bool> PutAsync(AuditKey audit, int number, HistoryEvent told, CancellationToken cancel)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(told, HistoryJson.Default.HistoryEvent);
        return await objects.PutAsync(Name(audit, number), content, WriteCondition.IfAbsent, cancel) is not null;
    }

    private static string Name(AuditKey audit, int number) => $"{Root}{audit.Path}/{number:D6}";
}
