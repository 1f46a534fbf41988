using Azure;
using Azure.Storage.Blobs.Models;

namespace Claudit.Fakes;

/// <summary>What both kinds of blobs answer alike.</summary>
internal static class FakeAnswers
{
    public static Response<T> Of<T>(T value) => Response.FromValue(value, null!);

    public static async Task<Response<BlobDownloadResult>> ContentAsync(FakeContainer container, string name, HttpRange range)
    {
        await Task.Yield();
        var content = container.Read(name, range);
        return Of(BlobsModelFactory.BlobDownloadResult(BinaryData.FromBytes(content), BlobsModelFactory.BlobDownloadDetails(contentLength: content.Length, eTag: container.Find(name).Tag)));
    }

    public static async Task<Response<BlobProperties>> PropertiesAsync(FakeContainer container, string name)
    {
        await Task.Yield();
        var found = container.Find(name);
        return Of(BlobsModelFactory.BlobProperties(contentLength: found.Content.Length, eTag: found.Tag, metadata: found.Metadata));
    }
}
