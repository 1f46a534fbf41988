using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Claudit.Fakes;

internal sealed class FakeBlob(FakeContainer container, string name) : BlobClient
{
    public override Task<Response<BlobDownloadResult>> DownloadContentAsync(CancellationToken cancellationToken) =>
        FakeAnswers.ContentAsync(container, name, default);

    public override async Task<Response<BlobDownloadStreamingResult>> DownloadStreamingAsync(
        BlobDownloadOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var content = new MemoryStream(container.Read(name, default));
        return FakeAnswers.Of(BlobsModelFactory.BlobDownloadStreamingResult(content, BlobsModelFactory.BlobDownloadDetails(eTag: container.Find(name).Tag)));
    }

    public override async Task<Response<BlobContentInfo>> UploadAsync(
        BinaryData content, BlobUploadOptions options, CancellationToken cancellationToken = default)
    {
        var written = await WriteAsync(content, options).WaitAsync(cancellationToken);
        return FakeAnswers.Of(BlobsModelFactory.BlobContentInfo(written.Tag, default, null, null, null, null, 0));
    }

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

    /// <summary>What is on its way to the service arrives there, whoever has given up waiting.</summary>
    private async Task<StoredBlob> WriteAsync(BinaryData content, BlobUploadOptions options)
    {
        await Task.Delay(container.WriteTime, TimeProvider.System, CancellationToken.None);
        await (container.BeforeWrite?.Invoke(name) ?? Task.CompletedTask);
        return container.Write(name, options.Conditions, (_, tag) => new StoredBlob(content.ToArray(), tag, options.Metadata));
    }
}
