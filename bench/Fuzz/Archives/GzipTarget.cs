using Claudit.Bench.Fuzz.Mutation;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Gzip that is not as it should be around tar archives that are: members, headers, flags, ends.</summary>
internal sealed class GzipTarget : ArchiveTarget
{
    private static readonly byte[][] Headers =
    [
        [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3, (byte)'n', 0], [0x1F, 0x8B, 8, 4, 0, 0, 0, 0, 0, 3, 2, 0, 1, 1], [0x1F, 0x8B, 8, 2, 0, 0, 0, 0, 0, 3, 0, 0],
        [0x1F, 0x8B, 8, 31, 0, 0, 0, 0, 0, 3, 1, 0, 9, (byte)'n', 0, (byte)'c', 0, 0, 0],
    ];

    private static readonly Mutator Mutator = new([.. Enumerable.Range(0, 20).Select(seed => TarTarget.Gzip(TarBuilder.Next(new Random(seed))))], [.. Headers, new byte[512]], 200_000, isText: false);

    public override string Name => "gzip";

    public override int Share => 40;

    public override byte[] Input(Random random)
    {
        var tar = TarBuilder.Next(random);
        var archive = new List<byte>();
        for (var from = 0; from < tar.Length;)
        {
            var to = random.Next(3) == 0 ? tar.Length : random.Next(from, tar.Length) + 1;
            var member = TarTarget.Gzip(tar[from..to]);
            archive.AddRange(random.Next(2) == 0 ? [.. Headers[random.Next(Headers.Length)], .. member[10..]] : member);
            from = to;
        }

        return random.Next(2) == 0 ? [.. archive] : Mutator.Mutate([.. archive], random);
    }

    protected override SubmissionSource Source(Stream archive) => new TarGzSource(archive);
}
