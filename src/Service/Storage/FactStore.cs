using System.Text.Json;
using Claudit.Analysis.Facts;

namespace Claudit.Storage;

/// <summary>The facts of each shard of a submission.</summary>
public sealed class FactStore(IObjectStore objects)
{
    /// <summary>Replaces what an earlier run of the same shard has stored.</summary>
    public Task WriteAsync(AuditKey audit, int shard, IEnumerable<FileFacts> facts, CancellationToken cancel) =>
        objects.PutAsync(Key(audit, shard), Compressed.Write(stream => WriteEach(stream, facts)), WriteCondition.None, cancel);

    /// <exception cref="DamagedObjectException">The shard's facts are not there.</exception>
    public async Task<List<FileFacts>> ReadAsync(AuditKey audit, int shard, CancellationToken cancel)
    {
        var found = await objects.GetAsync(Key(audit, shard), cancel)
            ?? throw new DamagedObjectException(Key(audit, shard));
        var facts = new List<FileFacts>();
        await using var stream = Compressed.Open(found.Content);
        await foreach (var file in JsonSerializer.DeserializeAsyncEnumerable(
                           stream, AnalysisJson.Default.FileFacts, topLevelValues: true, cancel))
            if (file is not null)
                facts.Add(file);
        return facts;
    }

    private static void WriteEach(Stream stream, IEnumerable<FileFacts> facts)
    {
        using var writer = new Utf8JsonWriter(stream);
        foreach (var file in facts)
        {
            JsonSerializer.Serialize(writer, file, AnalysisJson.Default.FileFacts);
            writer.Flush();
            writer.Reset();
        }
    }

    private static string Key(AuditKey audit, int shard) => WorkStore.Key(audit, $"facts/{shard:D5}");
}
