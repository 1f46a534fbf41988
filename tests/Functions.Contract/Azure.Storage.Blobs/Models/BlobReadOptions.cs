namespace Azure.Storage.Blobs.Models;

public class BlobDownloadOptions
{
    /// <summary>The default is the whole blob.</summary>
    public HttpRange Range { get; set; }

    public BlobRequestConditions? Conditions { get; set; }

    /// <summary>Told the bytes received so far.</summary>
    public IProgress<long>? ProgressHandler { get; set; }
}

/// <param name="allowModifications">Whether the blob may change while it is read.</param>
public class BlobOpenReadOptions(bool allowModifications)
{
    internal bool AllowModifications { get; } = allowModifications;

    public long Position { get; set; }

    /// <summary>Bytes fetched at a time.</summary>
    public int? BufferSize { get; set; }

    public BlobRequestConditions? Conditions { get; set; }
}
