namespace Azure.Storage.Blobs.Models;

public class AppendBlobCreateOptions
{
    public BlobHttpHeaders? HttpHeaders { get; set; }

    public IDictionary<string, string>? Metadata { get; set; }

    public IDictionary<string, string>? Tags { get; set; }

    public AppendBlobRequestConditions? Conditions { get; set; }
}

public class AppendBlobAppendBlockOptions
{
    public AppendBlobRequestConditions? Conditions { get; set; }

    /// <summary>Told the bytes sent so far.</summary>
    public IProgress<long>? ProgressHandler { get; set; }
}
