using Azure.Core;
using Claudit.Functions.Contract;

namespace Azure.Storage.Blobs;

/// <summary>A storage account's blobs. Thread-safe; one for the whole process.</summary>
public class BlobServiceClient
{
    private readonly Uri? _uri;

    protected BlobServiceClient()
    {
    }

    public BlobServiceClient(string connectionString)
    {
    }

    public BlobServiceClient(string connectionString, BlobClientOptions options)
    {
    }

    public BlobServiceClient(Uri serviceUri, TokenCredential credential, BlobClientOptions? options = null) => _uri = serviceUri;

    public virtual Uri Uri => _uri ?? throw Unfaked.Call();

    public virtual BlobContainerClient GetBlobContainerClient(string blobContainerName) => throw Unfaked.Call();
}
