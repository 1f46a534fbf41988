using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Claudit.Functions.Contract;

namespace Azure.Storage.Blobs;

/// <summary>
/// A block blob. Uploads that take options replace what is there unless the conditions forbid it; the others do not replace unless
/// told to.
/// </summary>
public class BlobClient : BlobBaseClient
{
    protected BlobClient()
    {
    }

    public virtual Task<Response<BlobContentInfo>> UploadAsync(Stream content) => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(Stream content, CancellationToken cancellationToken)
        => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        Stream content, bool overwrite = false, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        Stream content, BlobUploadOptions options, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(BinaryData content) => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(BinaryData content, CancellationToken cancellationToken)
        => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        BinaryData content, bool overwrite = false, CancellationToken cancellationToken = default) => throw Unfaked.Call();

    public virtual Task<Response<BlobContentInfo>> UploadAsync(
        BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken = default) => throw Unfaked.Call();
}
