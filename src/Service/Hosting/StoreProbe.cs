using Claudit.Api;
using Claudit.Storage;

namespace Claudit.Hosting;

/// <summary>Whether the object store takes and gives.</summary>
public static class StoreProbe
{
    private const string Probe = "health/probe";

    public static ReadinessCheck Of(IObjectStore objects) => new("store", cancel => ProblemAsync(objects, cancel));

    private static async Task<string?> ProblemAsync(IObjectStore objects, CancellationToken cancel)
    {
        await objects.PutAsync(Probe, ReadOnlyMemory<byte>.Empty, WriteCondition.None, cancel);
        return await objects.GetAsync(Probe, cancel) is null ? "What was written could not be read." : null;
    }
}
