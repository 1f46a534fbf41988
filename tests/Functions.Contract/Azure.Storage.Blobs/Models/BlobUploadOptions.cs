namespace Azure.Storage.Blobs.Models;

public class BlobUploadOptions
{
    public BlobHttpHeaders? HttpHeaders { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }

    public IDictionary<string, string>? Tags { get; set; }

    /// <summary>Null replaces what is there.</summary>
    public BlobRequestConditions? Conditions { get; set; }

    /// <summary>Told the bytes sent so far.</summary>
    public IProgress<long>? ProgressHandler { get; set; }
}
