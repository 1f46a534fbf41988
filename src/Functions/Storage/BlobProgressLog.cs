using System.Collections.Concurrent;
using System.Collections.Immutable;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Claudit.Storage;

namespace Claudit.Functions.Storage;

/// <summary>
/// One append blob an audit, one line an event. Activities of one audit append from several instances: an append holds only at the length
/// that its writer knows, so the loser reads what the winner wrote and tries again.
/// </summary>
public sealed class BlobProgressLog(BlobContainerClient container, TimeProvider time) : IProgressLog
{
    private const int RememberedLogs = 64;

    /// <summary>How often a log is looked at for what other instances append.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    // One writer an audit in this instance; audits may share one.
    private readonly SemaphoreSlim[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];
    private readonly ConcurrentDictionary<AuditKey, KnownLog> _known = new();
    private readonly ProgressSignals _signals = new(time);

    public async Task CreateAsync(AuditKey audit, NewProgressEvent first, CancellationToken cancel)
    {
        await BlobOf(audit).CreateIfNotExistsAsync(cancellationToken: cancel);
        await AppendAsync(audit, [first], cancel);
    }

    public async Task AppendAsync(AuditKey audit, IReadOnlyList<NewProgressEvent> events, CancellationToken cancel)
    {
        if (events.Count == 0) return;
        var blob = BlobOf(audit);
        var writing = _writing[(uint)audit.GetHashCode() % _writing.Length];
        await writing.WaitAsync(cancel);
        try
        {
            var log = KnownOf(audit);
            var isThere = true;
            while (isThere && log.Lines(events, time.GetUtcNow()) is { Length: > 0 } lines && !await TryAppendAsync(blob, log, lines, cancel))
                isThere = await CatchUpAsync(blob, log, cancel);
            if (!isThere || log.HasEnded) _known.TryRemove(audit, out _);
        }
        finally
        {
            writing.Release();
        }

        _signals.Raise(audit);
    }

    public async Task<ImmutableArray<ProgressEvent>> ReadAsync(AuditKey audit, long after, CancellationToken cancel) =>
        [.. EventLines.Read(await ContentAsync(BlobOf(audit), 0, cancel)).Where(entry => entry.Id > after)];

    public async Task WaitAsync(AuditKey audit, long after, TimeSpan patience, CancellationToken cancel)
    {
        var begun = time.GetTimestamp();
        var blob = BlobOf(audit);
        var length = await LengthAsync(blob, cancel);
        if ((await ReadAsync(audit, after, cancel)).Length > 0) return;
        while (patience - time.GetElapsedTime(begun) is { Ticks: > 0 } left)
        {
            await _signals.WaitAsync(audit, static () => false, left < Look ? left : Look, cancel);
            if (await LengthAsync(blob, cancel) != length) return;
        }
    }

    public async Task DeleteAsync(AuditKey audit, CancellationToken cancel)
    {
        _known.TryRemove(audit, out _);
        await BlobOf(audit).DeleteIfExistsAsync(cancellationToken: cancel);
        _signals.Raise(audit);
    }

    /// <returns>False when others have appended, or the log is not there.</returns>
    private static async Task<bool> TryAppendAsync(AppendBlobClient blob, KnownLog log, byte[] lines, CancellationToken cancel)
    {
        try
        {
            var options = new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = log.Length } };
            await blob.AppendBlockAsync(new MemoryStream(lines), options, cancel);
            log.Take(lines);
            return true;
        }
        catch (RequestFailedException refused) when (refused.IsLostRace() || refused.IsMissing())
        {
            return false;
        }
    }

    /// <returns>False when the log is not there.</returns>
    private static async Task<bool> CatchUpAsync(AppendBlobClient blob, KnownLog log, CancellationToken cancel)
    {
        if (await LengthAsync(blob, cancel) is null) return false;
        log.Take(await ContentAsync(blob, log.Length, cancel));
        return true;
    }

    private static async Task<long?> LengthAsync(AppendBlobClient blob, CancellationToken cancel)
    {
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value.ContentLength;
        }
        catch (RequestFailedException missing) when (missing.IsMissing())
        {
            return null;
        }
    }

    private static async Task<byte[]> ContentAsync(AppendBlobClient blob, long from, CancellationToken cancel)
    {
        try
        {
            var content = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(from) }, cancel);
            return content.Value.Content.ToArray();
        }
        catch (RequestFailedException nothing) when (nothing.IsMissing() || nothing.IsBeyondEnd())
        {
            return [];
        }
    }

    private KnownLog KnownOf(AuditKey audit)
    {
        if (_known.Count >= RememberedLogs) _known.Clear();
        return _known.GetOrAdd(audit, _ => new KnownLog());
    }

    private AppendBlobClient BlobOf(AuditKey audit) =>
        container.GetAppendBlobClient($"logs/{ObjectKey.Check(audit.Tenant)}/{ObjectKey.Check(audit.Audit)}.jsonl");
}
