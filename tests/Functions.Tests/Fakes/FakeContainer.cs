using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Claudit.Fakes;

/// <summary>A container in memory that keeps the service's rules: ETags, conditions, append positions, listing by pages in the order of names.</summary>
internal sealed class FakeContainer : BlobContainerClient
{
    private const int PageSize = 3;

    private readonly SortedDictionary<string, StoredBlob> _blobs = new(StringComparer.Ordinal);
    private long _lastTag;

    /// <summary>How many of the next writes are sent twice, as the client does that got no answer to the first.</summary>
    public int WritesSentTwice { get; set; }

    /// <summary>What happens before a blob of a name is written; null for nothing.</summary>
    public Func<string, Task>? BeforeWrite { get; set; }

    /// <summary>How long a write is on its way.</summary>
    public TimeSpan WriteTime { get; init; }

    /// <summary>Whether it refuses to list what is in it.</summary>
    public bool RefusesLists { get; set; }

    /// <summary>Bytes of content that were sent for reads.</summary>
    public long BytesRead { get; private set; }

    public IReadOnlyList<string> Names
    {
        get
        {
            lock (_blobs) return [.. _blobs.Keys];
        }
    }

    public IReadOnlyList<byte[]> Contents
    {
        get
        {
            lock (_blobs) return [.. _blobs.Values.Select(blob => blob.Content)];
        }
    }

    public override BlobClient GetBlobClient(string blobName) => new FakeBlob(this, blobName);

    public override Task<Response<BlobContainerInfo>?> CreateIfNotExistsAsync(
        PublicAccessType publicAccessType = PublicAccessType.None,
        IDictionary<string, string>? metadata = null,
        BlobContainerEncryptionScopeOptions? encryptionScopeOptions = null,
        CancellationToken cancellationToken = default) => Task.FromResult<Response<BlobContainerInfo>?>(null);

    public override AsyncPageable<BlobItem> GetBlobsAsync(GetBlobsOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (RefusesLists) throw new RequestFailedException(403, "No.", "AuthorizationPermissionMismatch", null);
        lock (_blobs)
        {
            var items = _blobs.Keys
                .Where(name => name.StartsWith(options?.Prefix ?? "", StringComparison.Ordinal))
                .Where(name => options?.StartFrom is not { } start || string.CompareOrdinal(name, start) >= 0)
                .Select(name => BlobsModelFactory.BlobItem(name)).ToList();
            return AsyncPageable<BlobItem>.FromPages(items.Chunk(PageSize).Select(page => Page<BlobItem>.FromValues(page, null, null!)));
        }
    }

    protected override AppendBlobClient GetAppendBlobClientCore(string blobName) => new FakeAppendBlob(this, blobName);

    internal StoredBlob Find(string name)
    {
        lock (_blobs) return _blobs.TryGetValue(name, out var found) ? found : throw new RequestFailedException(404, "Not found.", "BlobNotFound", null);
    }

    internal byte[] Read(string name, HttpRange range)
    {
        lock (_blobs)
        {
            var content = Find(name).Content;
            if (range.Offset > 0 && range.Offset >= content.Length) throw new RequestFailedException(416, "Beyond the end.", "InvalidRange", null);
            var part = content[(int)range.Offset..];
            BytesRead += part.Length;
            return part;
        }
    }

    internal bool Delete(string name)
    {
        lock (_blobs) return _blobs.Remove(name);
    }

    /// <summary>Applies a write, and once more where it is sent twice: then the second answer is what the caller gets.</summary>
    internal StoredBlob Write(string name, BlobRequestConditions? conditions, Func<StoredBlob?, ETag, StoredBlob> change)
    {
        lock (_blobs)
        {
            var times = WritesSentTwice > 0 ? 2 : 1;
            if (times == 2) WritesSentTwice--;
            for (; times > 0; times--)
            {
                var found = _blobs.GetValueOrDefault(name);
                Check(found, conditions);
                _blobs[name] = change(found, new ETag($"\"0x{(++_lastTag).ToString("X", CultureInfo.InvariantCulture)}\""));
            }

            return _blobs[name];
        }
    }

    private static void Check(StoredBlob? found, BlobRequestConditions? conditions)
    {
        if (conditions?.IfNoneMatch == ETag.All && found is not null) throw new RequestFailedException(409, "There is one.", "BlobAlreadyExists", null);
        if (conditions?.IfMatch is { } match && found?.Tag != match) throw new RequestFailedException(412, "Another.", "ConditionNotMet", null);
    }
}

internal sealed record StoredBlob(byte[] Content, ETag Tag, IDictionary<string, string>? Metadata);
