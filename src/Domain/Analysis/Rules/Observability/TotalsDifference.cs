using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Observability;

/// <summary>What tells that two totals, which should be the same, are not.</summary>
internal static class TotalsDifference
{
    private static readonly string[] Totals =
        ["ledger", "total", "totals", "counted", "own", "ours", "theirs", "provider", "expected", "actual", "sum", "local", "remote", "stripe", "orb", "lago", "metronome", "openmeter", "metered", "billed", "recorded", "reported", "used"];

    /// <summary>Whether a condition asks whether two totals are unequal: <c>ledger != counted</c>.</summary>
    public static bool IsAsked(Value condition) => condition.Text.Contains("!=", StringComparison.Ordinal)
        && condition.HasAny(Traits.Fetched | Traits.Parameter) && condition.Literal is null
        && Words.Of(condition.Text).ToImmutable().Intersect(Totals).Skip(1).Any();
}
