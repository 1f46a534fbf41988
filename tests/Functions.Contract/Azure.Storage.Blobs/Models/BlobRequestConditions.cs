namespace Azure.Storage.Blobs.Models;

/// <summary>What must hold of a blob's tags, beside its ETag and time.</summary>
public class BlobLeaseRequestConditions : RequestConditions
{
    public string? TagConditions { get; set; }
}

/// <summary>What must hold for a request to be done; the ETags are inherited. <c>IfNoneMatch = ETag.All</c> means: not there yet.</summary>
public class BlobRequestConditions : BlobLeaseRequestConditions
{
    public string? LeaseId { get; set; }
}

/// <summary>As <see cref="BlobRequestConditions"/>, with the place to append at.</summary>
public class AppendBlobRequestConditions : BlobRequestConditions
{
    /// <summary>The blob's length in bytes before the append.</summary>
    public long? IfAppendPositionEqual { get; set; }

    /// <summary>The most bytes that the blob may have after the append.</summary>
    public long? IfMaxSizeLessThanOrEqual { get; set; }
}
