using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Claudit.Storage;

namespace Claudit.Functions.Storage;

/// <summary>One block blob an object, named like its key. A version is the blob's ETag.</summary>
public sealed class BlobObjectStore(BlobContainerClient container) : IObjectStore
{
    private const int DeletesAtOnce = 16;

    /// <summary>Names the write that made a blob, so that one which was sent twice is known to have won the first time.</summary>
    private const string WriteMark = "write";

    public async Task<StoredObject?> GetAsync(string key, CancellationToken cancel)
    {
        try
        {
            var blob = (await BlobOf(key).DownloadContentAsync(cancel)).Value;
            return new StoredObject(blob.Content.ToMemory(), blob.Details.ETag.ToString());
        }
        catch (RequestFailedException missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    public async Task<Stream?> OpenReadAsync(string key, CancellationToken cancel)
    {
        try
        {
            return (await BlobOf(key).DownloadStreamingAsync(cancellationToken: cancel)).Value.Content;
        }
        catch (RequestFailedException missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    public async Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var blob = BlobOf(key);
        var mark = RandomNumberGenerator.GetHexString(32);
        var options = new BlobUploadOptions
        {
            Metadata = new Dictionary<string, string> { [WriteMark] = mark },
            Conditions = new BlobRequestConditions
            {
                IfNoneMatch = condition.MustBeAbsent ? ETag.All : null,
                IfMatch = condition.Version is { } version ? new ETag(version) : null,
            },
        };
        try
        {
            // Given up, it could arrive all the same, and later than what deletes it.
            return (await blob.UploadAsync(new BinaryData(content), options, CancellationToken.None)).Value.ETag.ToString();
        }
        catch (RequestFailedException refused) when (refused.IsConflict() || refused.IsMissing())
        {
            // The client sends again what got no answer: what refuses us may be our own write.
            return await VersionWrittenAsync(blob, mark, cancel);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancel) => BlobOf(key).DeleteIfExistsAsync(cancellationToken: cancel);

    public Task DeleteAllAsync(string prefix, CancellationToken cancel) =>
        Parallel.ForEachAsync(
            ListAsync(ObjectKey.Check(prefix) + "/", null, cancel),
            new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancel },
            async (key, each) => await DeleteAsync(key, each));

    public async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The service lists names in the order of their bytes, which for the letters of keys is the ordinal one.
        await foreach (var blob in container.GetBlobsAsync(new GetBlobsOptions { Prefix = prefix, StartFrom = after }, cancel))
        {
            if (after is null || string.CompareOrdinal(blob.Name, after) > 0) yield return blob.Name;
        }
    }

    private static async Task<string?> VersionWrittenAsync(BlobClient blob, string mark, CancellationToken cancel)
    {
        try
        {
            var found = (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value;
            return found.Metadata.TryGetValue(WriteMark, out var by) && by == mark ? found.ETag.ToString() : null;
        }
        catch (RequestFailedException missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    private BlobClient BlobOf(string key) => container.GetBlobClient(ObjectKey.Check(key));
}
