namespace Claudit.Storage;

/// <summary>What is stored is not what was written, or no longer there. Reading it again does not help.</summary>
/// <param name="key">Of the object: ids and numbers.</param>
public sealed class DamagedObjectException(string key) : Exception($"What is stored as '{key}' is damaged or missing.")
{
    public string Key { get; } = key;
}
