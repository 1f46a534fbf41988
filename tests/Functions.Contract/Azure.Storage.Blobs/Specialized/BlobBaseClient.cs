using Azure.Storage.Blobs.Models;
using Claudit.Functions.Contract;

namespace Azure.Storage.Blobs.Specialized;

/// <summary>What all kinds of blobs have in common. A blob that is not there throws a 404 wherever nothing else is said.</summary>
public class BlobBaseClient
{
    protected BlobBaseClient()
    {
    }

    public virtual string BlobContainerName => throw Unfaked.Call();

    public virtual string Name => throw Unfaked.Call();

    public virtual Uri Uri => throw Unfaked.Call();

    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync() => throw Unfaked.Call();

    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(CancellationToken cancellationToken) => throw Unfaked.Call();

    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(
        BlobRequestConditions? conditions, CancellationToken cancellationToken) => throw Unfaked.Call();

    public virtual Task<Response<BlobDownloadResult>> DownloadContentAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <summary>The caller disposes the result.</summary>
    public virtual Task<Response<BlobDownloadStreamingResult>> DownloadStreamingAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <summary>Fetches as it is read; fails if the blob changes meanwhile, unless modifications are allowed.</summary>
    public virtual Task<Stream> OpenReadAsync(BlobOpenReadOptions options, CancellationToken cancellationToken = default)
        => throw Unfaked.Call();

    /// <inheritdoc cref="OpenReadAsync(BlobOpenReadOptions, CancellationToken)"/>
    public virtual Task<Stream> OpenReadAsync(
        long position = 0, int? bufferSize = null, BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default)
        => throw Unfaked.Call();

    /// <inheritdoc cref="OpenReadAsync(BlobOpenReadOptions, CancellationToken)"/>
    public virtual Task<Stream> OpenReadAsync(
        bool allowBlobModifications, long position = 0, int? bufferSize = null, CancellationToken cancellationToken = default)
        => throw Unfaked.Call();

    public virtual Task<Response<BlobProperties>> GetPropertiesAsync(
        BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual Task<Response<bool>> ExistsAsync(CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual Task<Response> DeleteAsync(
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <summary>False when the blob was not there.</summary>
    public virtual Task<Response<bool>> DeleteIfExistsAsync(
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) => throw Unfaked.Call();
}
