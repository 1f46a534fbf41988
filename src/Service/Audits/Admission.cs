using System.Collections.Immutable;
using Claudit.Storage;

namespace Claudit.Audits;

/// <summary>What admitting a request came to.</summary>
public abstract record Admission
{
    private Admission()
    {
    }

    /// <param name="Replayed">True when an earlier request with the same idempotency key was admitted, and this one is not needed.</param>
    public sealed record Admitted(AuditKey Audit, bool Replayed) : Admission;

    public sealed record Refused(ImmutableArray<Problem> Problems) : Admission;

    public sealed record KeyReused : Admission;

    public sealed record KeyInFlight : Admission;
}
