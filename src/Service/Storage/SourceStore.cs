using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <param name="Characters">Of all its files.</param>
/// <param name="Paths">Of its files, in the order in which they were submitted.</param>
public sealed record SourcePackInfo(long Characters, ImmutableArray<string> Paths);

/// <summary>The only place where submitted code is kept.</summary>
/// <param name="packCharacters">Of files that are stored together; one that is larger has a pack of its own.</param>
public sealed class SourceStore(IObjectStore objects, long packCharacters)
{
    /// <param name="arrive">Notes that the submission arrives, before the first of it is stored.</param>
    public SourceWriter Write(AuditKey audit, Func<Task> arrive) => new(objects, audit, packCharacters, arrive);

    /// <summary>Null when the submission is not, or no longer, there.</summary>
    public async Task<SubmissionManifest?> ManifestAsync(AuditKey audit, CancellationToken cancel) =>
        await objects.GetAsync(ManifestKey(audit), cancel) is { } found
            ? Compressed.Read(found.Content, StorageJson.Default.SubmissionManifest)
            : null;

    /// <summary>In the order of their numbers, which begin at 0; null when the submission is not, or no longer, there.</summary>
    public async Task<IReadOnlyList<SourcePackInfo>?> PacksAsync(AuditKey audit, CancellationToken cancel) =>
        await objects.GetAsync(PacksKey(audit), cancel) is { } found
            ? Compressed.Read(found.Content, StorageJson.Default.SourcePackInfoArray)
            : null;

    /// <summary>The files of one pack, unpacked as they are asked for.</summary>
    /// <exception cref="DamagedObjectException">The pack is not there: without it, its files would read as clean.</exception>
    public async Task<IEnumerable<SourceFile>> ReadPackAsync(AuditKey audit, int pack, CancellationToken cancel) =>
        (await OpenPackAsync(audit, pack, cancel)).Files;

    internal async Task<SourcePack> OpenPackAsync(AuditKey audit, int pack, CancellationToken cancel) =>
        await objects.GetAsync(PackKey(audit, pack), cancel) is { } found
            ? new SourcePack(found.Content)
            : throw new DamagedObjectException(PackKey(audit, pack));

    internal static string PackKey(AuditKey audit, int pack) => WorkStore.Key(audit, $"source/{pack:D5}");

    internal static string ManifestKey(AuditKey audit) => WorkStore.Key(audit, "source/manifest");

    internal static string PacksKey(AuditKey audit) => WorkStore.Key(audit, "source/packs");
}
