using System.Collections.Immutable;

namespace Claudit.Bench.Fuzz.Running;

/// <summary>What came of a target's inputs.</summary>
/// <param name="Outcomes">How many inputs had which kind of outcome.</param>
/// <param name="Slowest">The longest that the target took over an input; the time that inputs are made in does not count.</param>
/// <param name="Memory">Bytes alive behind a twentieth of the inputs, behind half of them, and behind the last.</param>
/// <param name="Failures">The first of each reason.</param>
/// <param name="Failed">How many inputs failed in all.</param>
internal sealed record TargetFigures(
    string Target,
    long Inputs,
    TimeSpan Elapsed,
    ImmutableSortedDictionary<string, long> Outcomes,
    TimeSpan Slowest,
    long SlowestIndex,
    int SlowestLength,
    ImmutableArray<long> Memory,
    ImmutableArray<FuzzFailure> Failures,
    long Failed)
{
    private const long AllowedGrowth = 4 << 20;

    /// <summary>Whether it grew over the second half: what pools of arrays keep for the next file they have by then, and a leak goes on.</summary>
    public bool Grew => Memory is [_, var half, var end] && end - half > AllowedGrowth;
}
