using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Claudit.Storage;

/// <summary>
/// What exists of an audit only while it runs: its source, facts and section results, in one place, so that ending an audit is
/// deleting that place.
/// </summary>
/// <param name="lease">How long a submission may take to be admitted.</param>
public sealed class WorkStore(IObjectStore objects, TimeProvider time, TimeSpan lease)
{
    private const string Root = "work";

    internal static string Key(AuditKey audit, string rest) => $"{Root}/{audit.Path}/{rest}";

    /// <summary>Where an engine notes that the audit is being started, so that it is once; gone with the rest.</summary>
    public static string StartClaimOf(AuditKey audit) => Key(audit, "start");

    /// <summary>Notes that a submission arrives, which is done before anything else is stored of its audit.</summary>
    public Task ArriveAsync(AuditKey audit) =>
        objects.PutAsync(ArrivalOf(audit), Encoding.ASCII.GetBytes(time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture)), WriteCondition.None, CancellationToken.None);

    /// <summary>Whether the audit's submission may still be arriving: it began to, and that is not longer ago than an admission may take.</summary>
    public async Task<bool> IsArrivingAsync(AuditKey audit, CancellationToken cancel)
    {
        try
        {
            return await objects.GetAsync(ArrivalOf(audit), cancel) is { } found
                && time.GetUtcNow() - DateTimeOffset.Parse(Encoding.ASCII.GetString(found.Content.Span), CultureInfo.InvariantCulture) <= lease;
        }
        catch (DamagedObjectException)
        {
            // Nobody reads such a submission any more.
            return false;
        }
    }

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => objects.DeleteAllAsync($"{Root}/{audit.Path}", cancel);

    /// <summary>Each audit that has work stored, once.</summary>
    public async IAsyncEnumerable<AuditKey> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        AuditKey? last = null;
        await foreach (var key in objects.ListAsync(Root + "/", null, cancel))
        {
            // A name that is none of ours tells nothing.
            if (key.Split('/') is not [_, var tenant, var id, _, ..]) continue;
            var audit = new AuditKey(tenant, id);
            if (audit == last) continue;
            last = audit;
            yield return audit;
        }
    }

    private static string ArrivalOf(AuditKey audit) => Key(audit, "arrival");
}
