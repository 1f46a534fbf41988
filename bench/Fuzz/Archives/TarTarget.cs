using System.IO.Compression;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Tar archives in gzip that is as it should be.</summary>
internal sealed class TarTarget : ArchiveTarget
{
    private static readonly Mutator Mutator = new(
        [.. Enumerable.Range(0, 20).Select(seed => TarBuilder.Next(new Random(seed)))], [.. EntryNames.Tokens, "ustar\0"u8.ToArray(), new byte[512]], 200_000, isText: false);

    public override string Name => "tar";

    public override int Share => 70;

    public override byte[] Input(Random random)
    {
        var tar = TarBuilder.Next(random);
        return Gzip(random.Next(3) == 0 ? Mutator.Mutate(tar, random) : tar);
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(content);
        return stream.ToArray();
    }

    protected override SubmissionSource Source(Stream archive) => new TarGzSource(archive);
}
