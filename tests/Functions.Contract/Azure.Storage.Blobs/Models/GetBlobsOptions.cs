namespace Azure.Storage.Blobs.Models;

/// <summary>What to list.</summary>
public class GetBlobsOptions
{
    public BlobTraits Traits { get; set; }

    public BlobStates States { get; set; }

    public string? Prefix { get; set; }

    /// <summary>The name to begin with, itself included.</summary>
    public string? StartFrom { get; set; }
}

/// <summary>What a listing says beside the properties.</summary>
[Flags]
public enum BlobTraits
{
    All = -1,
    None = 0,
    CopyStatus = 1,
    Metadata = 2,
    Tags = 4,
    ImmutabilityPolicy = 8,
    LegalHold = 16,
}

/// <summary>What is listed beside the blobs that are there.</summary>
[Flags]
public enum BlobStates
{
    All = -1,
    None = 0,
    Snapshots = 1,
    Uncommitted = 2,
    Deleted = 4,
    Version = 8,
    DeletedWithVersions = 16,
}
