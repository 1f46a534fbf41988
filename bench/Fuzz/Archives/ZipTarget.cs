using Claudit.Bench.Fuzz.Mutation;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Archives;

internal sealed class ZipTarget : ArchiveTarget
{
    private static readonly Mutator Mutator = new(
        [.. Enumerable.Range(0, 20).Select(seed => ZipBuilder.Next(new Random(seed)))],
        [.. EntryNames.Tokens, "PK\u0001\u0002"u8.ToArray(), "PK\u0003\u0004"u8.ToArray(), "PK\u0005\u0006"u8.ToArray(), "PK\u0006\u0006"u8.ToArray(), "PK\u0006\u0007"u8.ToArray(), "PK\u0007\u0008"u8.ToArray()],
        200_000, isText: false);

    public override string Name => "zip";

    public override int Share => 70;

    public override byte[] Input(Random random)
    {
        var archive = ZipBuilder.Next(random);
        return random.Next(2) == 0 ? archive : Mutator.Mutate(archive, random);
    }

    protected override SubmissionSource Source(Stream archive) => new ZipSource(archive);
}
