namespace Claudit.Storage;

/// <summary>Which failures are the storage's, and not of what was asked of it.</summary>
public static class StorageTrouble
{
    /// <summary>Whether what was asked for is damaged, or cannot be had now.</summary>
    public static bool IsOfStorage(this Exception failure) => failure is DamagedObjectException || failure.MayPass();

    /// <summary>Whether it may pass when the disk has room again, or is there again.</summary>
    public static bool MayPass(this Exception failure) => failure is IOException or UnauthorizedAccessException;
}
