namespace Claudit.Storage;

/// <summary>Which failures are the storage's, and not of what was asked of it.</summary>
public static class StorageTrouble
{
    /// <summary>Whether it may pass when the disk has room again, or is there again.</summary>
    public static bool MayPass(this Exception failure) => failure is IOException or UnauthorizedAccessException;
}
