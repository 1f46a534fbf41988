using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Turns one shard of the source into facts.</summary>
public sealed class AnalyzeActivity(AuditStores stores, LinkedFacts linked)
{
    /// <returns>The number of files.</returns>
    public async Task<int> RunAsync(ShardInput input, CancellationToken cancel)
    {
        var facts = new List<FileFacts>();
        for (var pack = input.Shard.First; pack < input.Shard.First + input.Shard.Count; pack++)
        {
            var files = await stores.Sources.ReadPackAsync(input.Audit, pack, cancel);
            facts.AddRange(EmbeddedAuditor.Analyze(files.Where(file => input.AuditsTests || !EmbeddedAuditor.IsTestOrExample(file.Path)), cancel));
        }

        await linked.WriteAsync(input.Audit, input.Number, facts, cancel);
        return facts.Count;
    }
}
