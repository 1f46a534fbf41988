using System.Globalization;
using System.Runtime.CompilerServices;

namespace Claudit.Storage;

/// <summary>One line of the index.</summary>
/// <param name="Cursor">Where a listing goes on after it.</param>
/// <param name="Kind">Id of the audit definition.</param>
public sealed record IndexEntry(string Cursor, AuditKey Key, string Kind);

/// <summary>
/// The audits of each tenant, newest first. Everything that an entry says stands in its name, which begins with the reversed time of
/// its creation: a page is read by listing names in their order.
/// </summary>
public sealed class AuditIndex(IObjectStore objects)
{
    private const int TimeDigits = 19;

    public Task AddAsync(AuditKey audit, string kind, DateTimeOffset createdAt, CancellationToken cancel) =>
        objects.PutAsync(Name(audit, kind, createdAt), ReadOnlyMemory<byte>.Empty, WriteCondition.None, cancel);

    public Task RemoveAsync(AuditKey audit, string kind, DateTimeOffset createdAt, CancellationToken cancel) =>
        objects.DeleteAsync(Name(audit, kind, createdAt), cancel);

    /// <summary>Removes an audit of which nothing else is known; slow, as it goes through all of the tenant's names.</summary>
    public async Task RemoveAsync(AuditKey audit, CancellationToken cancel)
    {
        await foreach (var entry in ListAsync(audit.Tenant, null, cancel))
            if (entry.Key == audit)
                await objects.DeleteAsync($"index/{audit.Tenant}/{entry.Cursor}", cancel);
    }

    /// <param name="cursor">Of the entry after which to begin; null to begin with the newest.</param>
    public async IAsyncEnumerable<IndexEntry> ListAsync(
        string tenant, string? cursor, [EnumeratorCancellation] CancellationToken cancel)
    {
        var folder = $"index/{tenant}/";
        await foreach (var key in objects.ListAsync(folder, cursor is null ? null : folder + cursor, cancel))
        {
            var name = key[folder.Length..];
            // A name that is none of ours tells nothing.
            if (IsCursor(name) && name.Split('.', 3) is [_, var audit, var kind]) yield return new IndexEntry(name, new AuditKey(tenant, audit), kind);
        }
    }

    /// <summary>Whether it has the form of an <see cref="IndexEntry.Cursor"/>; the entry itself may be gone.</summary>
    public static bool IsCursor(string text) =>
        ObjectKey.IsSegment(text)
        && text.Split('.', 3) is [{ Length: TimeDigits } time, { Length: > 0 }, { Length: > 0 }]
        && time.All(char.IsAsciiDigit);

    private static string Name(AuditKey audit, string kind, DateTimeOffset createdAt)
    {
        var reversed = (DateTime.MaxValue.Ticks - createdAt.UtcTicks).ToString($"D{TimeDigits}", CultureInfo.InvariantCulture);
        return $"index/{audit.Tenant}/{reversed}.{audit.Audit}.{kind}";
    }
}
