using System.Collections.Immutable;
using Claudit.Submissions;

namespace Claudit.Api;

/// <summary>What an audit of a submission would come to.</summary>
/// <param name="Audit">Id of the audit definition.</param>
/// <param name="Auditor">Who would perform it: <c>embedded</c>.</param>
/// <param name="Files">That would be audited, as the following counts are of those.</param>
/// <param name="Sections">That would be audited.</param>
/// <param name="Shards">Parts that would be analysed on their own.</param>
/// <param name="ModelCalls">Calls of a model; 0 for the embedded auditor.</param>
/// <param name="Skipped">What would not be audited, with the reason.</param>
/// <param name="Masked">Secrets that would be masked.</param>
internal sealed record Estimate(
    string Audit,
    string Auditor,
    int Files,
    long Bytes,
    long Characters,
    int Lines,
    int Sections,
    int Shards,
    TokenEstimate Tokens,
    int ModelCalls,
    ImmutableArray<SkippedFile> Skipped,
    int Masked);

/// <param name="Source">Of the code itself, whoever audits it.</param>
internal sealed record TokenEstimate(long Source, string Formula)
{
    public static TokenEstimate Of(long characters) => new((characters * 2 + 6) / 7, "characters / 3.5, rounded up");
}
