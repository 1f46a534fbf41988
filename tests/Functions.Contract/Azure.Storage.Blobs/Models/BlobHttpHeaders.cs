namespace Azure.Storage.Blobs.Models;

/// <summary>Headers that are stored with a blob and sent with its content.</summary>
public class BlobHttpHeaders
{
    public string? ContentType { get; set; }

    public string? ContentEncoding { get; set; }

    public string? ContentLanguage { get; set; }

    public string? ContentDisposition { get; set; }

    public string? CacheControl { get; set; }

    public byte[]? ContentHash { get; set; }
}
