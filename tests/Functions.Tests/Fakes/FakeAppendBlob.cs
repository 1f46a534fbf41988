using Azure;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Claudit.Fakes;

internal sealed class FakeAppendBlob(FakeContainer container, string name) : AppendBlobClient
{
    public override async Task<Response<BlobContentInfo>?> CreateIfNotExistsAsync(
        BlobHttpHeaders? httpHeaders = null, IDictionary<string, string>? metadata = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        try
        {
            var made = container.Write(name, new BlobRequestConditions { IfNoneMatch = ETag.All }, (_, tag) => new StoredBlob([], tag, metadata));
            return FakeAnswers.Of(BlobsModelFactory.BlobContentInfo(made.Tag, default, null, null, null, null, 0));
        }
        catch (RequestFailedException there) when (there.Status == 409)
        {
            return null;
        }
    }

    public override async Task<Response<BlobAppendInfo>> AppendBlockAsync(
        Stream content, AppendBlobAppendBlockOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var added = new MemoryStream();
        await content.CopyToAsync(added, cancellationToken);
        var written = container.Write(name, options?.Conditions, (found, tag) => Appended(found, added.ToArray(), tag, options?.Conditions?.IfAppendPositionEqual));
        return FakeAnswers.Of(BlobsModelFactory.BlobAppendInfo(written.Tag, default, null, null, null, 0, true, null, null));
    }

    public override Task<Response<BlobDownloadResult>> DownloadContentAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default) => FakeAnswers.ContentAsync(container, name, options?.Range ?? default);

    public override Task<Response<BlobProperties>> GetPropertiesAsync(
        BlobRequestConditions? conditions = null, CancellationToken cancellationToken = default) => FakeAnswers.PropertiesAsync(container, name);

    public override async Task<Response<bool>> DeleteIfExistsAsync(
        DeleteSnapshotsOption snapshotsOption = DeleteSnapshotsOption.None,
        BlobRequestConditions? conditions = null,
        CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        return FakeAnswers.Of(container.Delete(name));
    }

    private static StoredBlob Appended(StoredBlob? found, byte[] added, ETag tag, long? position)
    {
        if (found is null) throw new RequestFailedException(404, "Not found.", "BlobNotFound", null);
        if (position is { } expected && expected != found.Content.Length) throw new RequestFailedException(412, "Another length.", "AppendPositionConditionNotMet", null);
        return new StoredBlob([.. found.Content, .. added], tag, found.Metadata);
    }
}
