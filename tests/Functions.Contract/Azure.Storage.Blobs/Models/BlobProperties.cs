namespace Azure.Storage.Blobs.Models;

/// <summary>A blob without its content.</summary>
public class BlobProperties
{
    public BlobType BlobType { get; internal init; }

    public long ContentLength { get; internal init; }

    public string? ContentType { get; internal init; }

    public string? ContentEncoding { get; internal init; }

    public byte[]? ContentHash { get; internal init; }

    public DateTimeOffset LastModified { get; internal init; }

    public DateTimeOffset CreatedOn { get; internal init; }

    public ETag ETag { get; internal init; }

    public int BlobCommittedBlockCount { get; internal init; }

    public IDictionary<string, string> Metadata { get; internal init; } = new Dictionary<string, string>();
}
