using System.Collections.Immutable;

namespace Claudit.Chunking;

/// <summary>Consecutive parts of a submission that are analysed together.</summary>
/// <param name="First">Number of the first part, from 0.</param>
/// <param name="Count">At least 1.</param>
public readonly record struct Shard(int First, int Count);

/// <summary>How a submission is cut so that several machines can analyse it at once.</summary>
public static class ShardPlan
{
    /// <summary>
    /// Puts each part into exactly one shard, in order. A shard is cut where the running total passes a multiple of
    /// <paramref name="target"/>, so that it holds at most that and one part more; the target is raised as far as <paramref name="most"/>
    /// demands.
    /// </summary>
    /// <param name="sizes">Of the parts, in characters; a negative size counts as zero.</param>
    /// <param name="target">Characters in a shard; below 1 counts as 1.</param>
    /// <param name="most">The greatest number of shards; below 1 counts as 1.</param>
    public static ImmutableArray<Shard> Cut(IReadOnlyList<long> sizes, long target, int most)
    {
        var total = sizes.Sum(size => (decimal)Math.Max(0, size));
        most = Math.Max(1, most);
        var width = Math.Max(Math.Max(1, target), decimal.Ceiling(total / most));
        var shards = ImmutableArray.CreateBuilder<Shard>();
        var (first, slot, before) = (0, -1, 0m);
        for (var part = 0; part < sizes.Count; part++)
        {
            // Parts of no size at the very end begin where the last slot ends.
            var at = Math.Min((int)(before / width), most - 1);
            if (part > 0 && at != slot)
            {
                shards.Add(new Shard(first, part - first));
                first = part;
            }

            slot = at;
            before += Math.Max(0, sizes[part]);
        }

        if (sizes.Count > 0) shards.Add(new Shard(first, sizes.Count - first));
        return shards.ToImmutable();
    }
}
