using Azure.Storage.Blobs.Models;
using Claudit.Functions.Contract;

namespace Azure.Storage.Blobs.Specialized;

/// <summary>A blob that grows at its end, block by block.</summary>
public class AppendBlobClient : BlobBaseClient
{
    protected AppendBlobClient()
    {
    }

    /// <summary>Bytes that one block may have.</summary>
    public virtual int AppendBlobMaxAppendBlockBytes => throw Unfaked.Call();

    /// <summary>Blocks that one blob may have.</summary>
    public virtual int AppendBlobMaxBlocks => throw Unfaked.Call();

    /// <summary>Creates the blob empty, also over what is there.</summary>
    public virtual Task<Response<BlobContentInfo>> CreateAsync(
        AppendBlobCreateOptions options, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <inheritdoc cref="CreateAsync(AppendBlobCreateOptions, CancellationToken)"/>
    public virtual Task<Response<BlobContentInfo>> CreateAsync(
        BlobHttpHeaders? httpHeaders = null,
        IDictionary<string, string>? metadata = null,
        AppendBlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <returns>Null when the blob was there.</returns>
    public virtual Task<Response<BlobContentInfo>?> CreateIfNotExistsAsync(
        AppendBlobCreateOptions options, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    /// <returns>Null when the blob was there.</returns>
    public virtual Task<Response<BlobContentInfo>?> CreateIfNotExistsAsync(
        BlobHttpHeaders? httpHeaders = null, IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
        => throw Unfaked.Call();

    /// <summary>Appends the rest of a seekable stream as one block.</summary>
    public virtual Task<Response<BlobAppendInfo>> AppendBlockAsync(
        Stream content, AppendBlobAppendBlockOptions? options = null, CancellationToken cancellationToken = default)
        => throw Unfaked.Call();
}
