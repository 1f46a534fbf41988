using System.Collections.Immutable;
using Claudit.Analysis;
using Claudit.Audits;
using Claudit.Chunking;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Starts the audit and decides its parts.</summary>
public sealed class PlanActivity(AuditStores stores, Func<string, AuditDefinition?> definitions, AuditSettings settings, TimeProvider time)
{
    // Plan, merge, meter and discard.
    private const int SingleActivities = 4;

    public async Task<AuditPlan> RunAsync(AuditKey audit, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var record = await stores.Records.UpdateAsync(
            audit,
            record => record.State == AuditState.Queued ? record with { State = AuditState.Running, StartedAt = now } : record,
            cancel);
        var packs = await stores.Sources.PacksAsync(audit, cancel);
        var manifest = await stores.Sources.ManifestAsync(audit, cancel);
        // Erased, or admitted by a process that died before it could answer.
        if (record is null || packs is null || manifest is null || definitions(record.Audit) is not { } definition) return AuditPlan.Nothing;

        await stores.Log.AppendAsync(audit, [Progress.Status(AuditState.Running)], cancel);
        var sections = definition.TopicsOf(record.Options).Select(section => section.Id).ToList();
        var shards = Cut([.. packs.Select(pack => pack.Characters)], sections.Count, settings);
        return new AuditPlan(shards, [.. sections], EmbeddedAuditor.AuditsTests(manifest));
    }

    /// <param name="packs">The characters of each pack.</param>
    internal static ImmutableArray<Shard> Cut(IReadOnlyList<long> packs, int sections, AuditSettings settings) =>
        ShardPlan.Cut(packs, settings.ShardCharacters, settings.MaxActivities - sections - SingleActivities);
}
