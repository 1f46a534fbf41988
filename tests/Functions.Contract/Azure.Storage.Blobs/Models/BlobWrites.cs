namespace Azure.Storage.Blobs.Models;

/// <summary>A blob after it was written.</summary>
public class BlobContentInfo
{
    internal BlobContentInfo()
    {
    }

    public ETag ETag { get; internal init; }

    public DateTimeOffset LastModified { get; internal init; }

    public byte[]? ContentHash { get; internal init; }

    public string? VersionId { get; internal init; }
}

/// <summary>A blob after a block was appended.</summary>
public class BlobAppendInfo
{
    internal BlobAppendInfo()
    {
    }

    public ETag ETag { get; internal init; }

    public DateTimeOffset LastModified { get; internal init; }

    /// <summary>Where the block begins, in bytes, as a decimal number.</summary>
    public string? BlobAppendOffset { get; internal init; }

    public int BlobCommittedBlockCount { get; internal init; }
}

/// <summary>A container after it was made.</summary>
public class BlobContainerInfo
{
    internal BlobContainerInfo()
    {
    }

    public ETag ETag { get; internal init; }

    public DateTimeOffset LastModified { get; internal init; }
}
