namespace Azure.Storage.Blobs.Models;

/// <summary>Makes the answers that a fake gives.</summary>
public static class BlobsModelFactory
{
    public static BlobContainerInfo BlobContainerInfo(ETag eTag, DateTimeOffset lastModified)
        => new() { ETag = eTag, LastModified = lastModified };

    public static BlobContentInfo BlobContentInfo(
        ETag eTag,
        DateTimeOffset lastModified,
        byte[]? contentHash,
        string? versionId,
        string? encryptionKeySha256,
        string? encryptionScope,
        long blobSequenceNumber)
        => new() { ETag = eTag, LastModified = lastModified, ContentHash = contentHash, VersionId = versionId };

    public static BlobAppendInfo BlobAppendInfo(
        ETag eTag,
        DateTimeOffset lastModified,
        byte[]? contentHash,
        byte[]? contentCrc64,
        string? blobAppendOffset,
        int blobCommittedBlockCount,
        bool isServerEncrypted,
        string? encryptionKeySha256,
        string? encryptionScope)
        => new()
        {
            ETag = eTag,
            LastModified = lastModified,
            BlobAppendOffset = blobAppendOffset,
            BlobCommittedBlockCount = blobCommittedBlockCount,
        };

    public static BlobDownloadResult BlobDownloadResult(BinaryData content, BlobDownloadDetails details) => new(content, details);

    public static BlobDownloadStreamingResult BlobDownloadStreamingResult(Stream content, BlobDownloadDetails details)
        => new(content, details);

    public static BlobDownloadDetails BlobDownloadDetails(
        BlobType blobType = BlobType.Block,
        long contentLength = 0,
        string? contentType = null,
        byte[]? contentHash = null,
        DateTimeOffset lastModified = default,
        IDictionary<string, string>? metadata = null,
        string? contentRange = null,
        string? contentEncoding = null,
        int blobCommittedBlockCount = 0,
        DateTimeOffset createdOn = default,
        ETag eTag = default)
        => new()
        {
            BlobType = blobType,
            ContentLength = contentLength,
            ContentType = contentType,
            ContentHash = contentHash,
            LastModified = lastModified,
            Metadata = metadata ?? new Dictionary<string, string>(),
            ContentRange = contentRange,
            ContentEncoding = contentEncoding,
            BlobCommittedBlockCount = blobCommittedBlockCount,
            CreatedOn = createdOn,
            ETag = eTag,
        };

    public static BlobProperties BlobProperties(
        DateTimeOffset lastModified = default,
        long contentLength = 0,
        string? contentType = null,
        ETag eTag = default,
        string? contentEncoding = null,
        int blobCommittedBlockCount = 0,
        BlobType blobType = BlobType.Block,
        IDictionary<string, string>? metadata = null,
        DateTimeOffset createdOn = default,
        byte[]? contentHash = null)
        => new()
        {
            LastModified = lastModified,
            ContentLength = contentLength,
            ContentType = contentType,
            ETag = eTag,
            ContentEncoding = contentEncoding,
            BlobCommittedBlockCount = blobCommittedBlockCount,
            BlobType = blobType,
            Metadata = metadata ?? new Dictionary<string, string>(),
            CreatedOn = createdOn,
            ContentHash = contentHash,
        };

    public static BlobItem BlobItem(
        string name, bool deleted = false, BlobItemProperties? properties = null, IDictionary<string, string>? metadata = null)
        => new(name, properties ?? new()) { Deleted = deleted, Metadata = metadata };

    public static BlobItemProperties BlobItemProperties(
        bool accessTierInferred,
        string? contentType = null,
        string? contentEncoding = null,
        byte[]? contentHash = null,
        BlobType? blobType = null,
        long? contentLength = null,
        DateTimeOffset? lastModified = null,
        ETag? eTag = null,
        DateTimeOffset? createdOn = null)
        => new()
        {
            ContentType = contentType,
            ContentEncoding = contentEncoding,
            ContentHash = contentHash,
            BlobType = blobType,
            ContentLength = contentLength,
            LastModified = lastModified,
            ETag = eTag,
            CreatedOn = createdOn,
        };
}
