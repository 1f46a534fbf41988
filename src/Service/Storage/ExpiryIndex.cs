using System.Globalization;
using System.Runtime.CompilerServices;

namespace Claudit.Storage;

/// <summary>Which audits expire when: names in the order of time, so that looking for expired ones reads only those.</summary>
public sealed class ExpiryIndex(IObjectStore objects)
{
    private const string Folder = "expiry/";
    private const string TimeFormat = "yyyyMMddHHmmss";

    public Task AddAsync(AuditKey audit, DateTimeOffset expiresAt, CancellationToken cancel) =>
        objects.PutAsync(Name(audit, expiresAt), ReadOnlyMemory<byte>.Empty, WriteCondition.None, cancel);

    public Task RemoveAsync(AuditKey audit, DateTimeOffset expiresAt, CancellationToken cancel) =>
        objects.DeleteAsync(Name(audit, expiresAt), cancel);

    /// <summary>The audits whose time is before <paramref name="now"/>, with that time.</summary>
    public async IAsyncEnumerable<(AuditKey Audit, DateTimeOffset At)> ExpiredAsync(
        DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var key in objects.ListAsync(Folder, null, cancel))
        {
            // A name that is none of ours tells nothing.
            if (key[Folder.Length..].Split('.', 3) is not [var time, _, _] parts
                || !DateTimeOffset.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
                continue;
            if (at >= now) yield break;
            yield return (new AuditKey(parts[1], parts[2]), at);
        }
    }

    private static string Name(AuditKey audit, DateTimeOffset expiresAt) =>
        $"{Folder}{expiresAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}.{audit.Tenant}.{audit.Audit}";
}
