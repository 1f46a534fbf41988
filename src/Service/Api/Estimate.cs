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
    EstimatedTokens Tokens,
    int ModelCalls,
    ImmutableArray<SkippedFile> Skipped,
    int Masked);

/// <param name="Source">Of the code itself, whoever audits it.</param>
/// <param name="Formula">What the figure is, and how far from the truth.</param>
internal sealed record EstimatedTokens(long Source, string Formula)
{
    public static EstimatedTokens Of(long source) => new(source, "words, digits and signs at what they have in o200k_base on average; within 10 % of it over code");
}
