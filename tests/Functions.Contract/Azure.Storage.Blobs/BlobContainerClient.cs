using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Claudit.Functions.Contract;

namespace Azure.Storage.Blobs;

/// <summary>A container and its listing.</summary>
public class BlobContainerClient
{
    protected BlobContainerClient()
    {
    }

    public virtual string Name => throw Unfaked.Call();

    public virtual Uri Uri => throw Unfaked.Call();

    /// <returns>Null when the container was there.</returns>
    public virtual Task<Response<BlobContainerInfo>?> CreateIfNotExistsAsync(
        PublicAccessType publicAccessType = PublicAccessType.None,
        IDictionary<string, string>? metadata = null,
        BlobContainerEncryptionScopeOptions? encryptionScopeOptions = null,
        CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <returns>Null when the container was there.</returns>
    public virtual Task<Response<BlobContainerInfo>?> CreateIfNotExistsAsync(
        PublicAccessType publicAccessType, IDictionary<string, string>? metadata, CancellationToken cancellationToken)
        => throw Unfaked.Call();

    public virtual Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual BlobClient GetBlobClient(string blobName) => throw Unfaked.Call();

    /// <summary>Behind <see cref="SpecializedBlobExtensions.GetAppendBlobClient"/>.</summary>
    protected internal virtual AppendBlobClient GetAppendBlobClientCore(string blobName) => throw Unfaked.Call();

    /// <summary>Blobs in the order of their names.</summary>
    public virtual AsyncPageable<BlobItem> GetBlobsAsync(
        GetBlobsOptions? options = null, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <summary>The older form, all of whose arguments are required.</summary>
    public virtual AsyncPageable<BlobItem> GetBlobsAsync(
        BlobTraits traits, BlobStates states, string? prefix, CancellationToken cancellationToken) => throw Unfaked.Call();

    public virtual Task<Response<bool>> DeleteBlobIfExistsAsync(
        string blobName,
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) => throw Unfaked.Call();
}
