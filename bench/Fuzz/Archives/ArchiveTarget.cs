using Claudit.Bench.Fuzz.Running;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Archives, read by what reads them for the API and the command line: for the one bad files refuse the archive, for the other they are skipped.</summary>
internal abstract class ArchiveTarget : FuzzTarget
{
    private static readonly SubmissionLimits Lenient = SubmissionCheck.Limits with { UnfitFiles = UnfitFiles.Skip };

    public override FuzzOutcome Take(byte[] input)
    {
        var strict = SubmissionCheck.Read(Source(new MemoryStream(input, writable: false)), SubmissionCheck.Limits, out _);
        var lenient = SubmissionCheck.Read(Source(new TricklingStream(input)), Lenient, out _);
        BrokenPromiseException.ThrowUnless(strict.Kind != "accepted" || lenient.Kind == "accepted", "What the API takes the command line does not.");
        return new FuzzOutcome(strict.Kind, () => strict.Details() + lenient.Details());
    }

    protected abstract SubmissionSource Source(Stream archive);
}
