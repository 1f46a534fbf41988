using Xunit;

namespace Claudit.Chunking;

public sealed class ShardPlanTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 200)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_part_is_in_exactly_one_shard_in_order(int seed)
    {
        var random = new Random(seed);
        var sizes = Sizes(random);
        var most = random.Next(-1, 20);

        var shards = ShardPlan.Cut(sizes, random.Next(-5, 2000), most);

        Assert.Equal(Enumerable.Range(0, sizes.Length), shards.SelectMany(shard => Enumerable.Range(shard.First, shard.Count)));
        Assert.All(shards, shard => Assert.True(shard.Count > 0));
        Assert.True(shards.Length <= Math.Max(1, most));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_shard_holds_at_most_the_target_and_one_part_more(int seed)
    {
        var random = new Random(seed);
        var sizes = Sizes(random);
        const long target = 500;

        foreach (var shard in ShardPlan.Cut(sizes, target, int.MaxValue))
            Assert.True(sizes.Skip(shard.First).Take(shard.Count - 1).Sum(size => Math.Max(0, size)) <= target);
    }

    [Fact]
    public void Nothing_submitted_makes_no_shard() => Assert.Empty(ShardPlan.Cut([], 1000, 10));

    [Fact]
    public void Parts_of_no_size_are_kept() => Assert.Equal([new Shard(0, 3)], ShardPlan.Cut([0, 0, 0], 1000, 10));

    [Fact]
    public void The_largest_sizes_there_are_do_no_harm() =>
        Assert.Equal(3, ShardPlan.Cut([long.MaxValue, long.MaxValue, long.MinValue, long.MaxValue], 1, 3).Sum(shard => shard.Count) - 1);

    private static long[] Sizes(Random random) =>
        [.. Enumerable.Range(0, random.Next(0, 60)).Select(_ => (long)random.Next(-3, 1000))];
}
