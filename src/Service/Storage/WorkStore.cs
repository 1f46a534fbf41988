using System.Runtime.CompilerServices;

namespace Claudit.Storage;

/// <summary>
/// What exists of an audit only while it runs: its source, facts and section results, in one place, so that ending an audit is
/// deleting that place.
/// </summary>
public sealed class WorkStore(IObjectStore objects)
{
    private const string Root = "work";

    internal static string Key(AuditKey audit, string rest) => $"{Root}/{audit.Path}/{rest}";

    /// <summary>Where an engine notes that the audit is being started, so that it is once; gone with the rest.</summary>
    public static string StartClaimOf(AuditKey audit) => Key(audit, "start");

    public Task DeleteAsync(AuditKey audit, CancellationToken cancel) => objects.DeleteAllAsync($"{Root}/{audit.Path}", cancel);

    /// <summary>Each audit that has work stored, once.</summary>
    public async IAsyncEnumerable<AuditKey> ListAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        AuditKey? last = null;
        await foreach (var key in objects.ListAsync(Root + "/", null, cancel))
        {
            var segments = key.Split('/');
            var audit = new AuditKey(segments[1], segments[2]);
            if (audit == last) continue;
            last = audit;
            yield return audit;
        }
    }
}
