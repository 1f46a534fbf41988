namespace Azure.Storage.Blobs.Models;

/// <summary>A blob's content in memory.</summary>
public class BlobDownloadResult
{
    internal BlobDownloadResult(BinaryData content, BlobDownloadDetails details)
    {
        Content = content;
        Details = details;
    }

    public BinaryData Content { get; }

    public BlobDownloadDetails Details { get; }
}

/// <summary>A blob's content as it arrives.</summary>
public class BlobDownloadStreamingResult : IDisposable
{
    internal BlobDownloadStreamingResult(Stream content, BlobDownloadDetails details)
    {
        Content = content;
        Details = details;
    }

    public Stream Content { get; }

    public BlobDownloadDetails Details { get; }

    public void Dispose()
    {
        Content.Dispose();
        GC.SuppressFinalize(this);
    }
}

/// <summary>What came with a blob's content. <see cref="ContentLength"/> counts what was sent, so a range's own bytes.</summary>
public class BlobDownloadDetails
{
    public BlobType BlobType { get; internal init; }

    public long ContentLength { get; internal init; }

    public string? ContentType { get; internal init; }

    public string? ContentEncoding { get; internal init; }

    public byte[]? ContentHash { get; internal init; }

    /// <summary>Null unless a range was asked for.</summary>
    public string? ContentRange { get; internal init; }

    public DateTimeOffset LastModified { get; internal init; }

    public DateTimeOffset CreatedOn { get; internal init; }

    public ETag ETag { get; internal init; }

    public int BlobCommittedBlockCount { get; internal init; }

    public IDictionary<string, string> Metadata { get; internal init; } = new Dictionary<string, string>();
}
