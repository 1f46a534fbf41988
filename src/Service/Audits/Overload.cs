namespace Claudit.Audits;

/// <summary>Why a host takes no more audits now.</summary>
/// <param name="Reason">A sentence with the limit and its number.</param>
/// <param name="RetryAfter">When to ask again; at least a second.</param>
public sealed record Overload(string Reason, TimeSpan RetryAfter);
