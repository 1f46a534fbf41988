using Claudit.Storage;

namespace Claudit.Engine;

internal static class StoredKeys
{
    public static async Task<List<string>> KeysAsync(this IObjectStore objects, string prefix = "")
    {
        var keys = new List<string>();
        await foreach (var key in objects.ListAsync(prefix, null, CancellationToken.None)) keys.Add(key);
        return keys;
    }

    /// <summary>The first segments of all keys: what kinds of things are stored.</summary>
    public static async Task<List<string>> KindsAsync(this IObjectStore objects) =>
        [.. (await objects.KeysAsync()).Select(key => key.Split('/')[0]).Distinct()];
}
