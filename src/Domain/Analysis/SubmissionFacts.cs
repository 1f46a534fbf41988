using System.Collections.Immutable;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis;

/// <summary>What the files of a submission show together.</summary>
/// <param name="Files">By path, in ordinal order.</param>
public sealed record SubmissionFacts(ImmutableArray<FileFacts> Files);
