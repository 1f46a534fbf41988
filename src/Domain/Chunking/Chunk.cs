using System.Collections.Immutable;
using Claudit.Code;

namespace Claudit.Chunking;

/// <summary>What is shown to a model at once.</summary>
/// <param name="Number">From 0, in the order of the submission.</param>
/// <param name="Parts">At least one; no two of one file.</param>
/// <param name="Tokens">What its lines come to with their numbers in the margin, as <see cref="TokenEstimate"/> has it.</param>
public sealed record Chunk(int Number, ImmutableArray<ChunkPart> Parts, int Tokens);

/// <summary>Lines of one file.</summary>
/// <param name="Repeats">How many of the first lines the part before it has as well, as the cut between them goes through a function.</param>
public sealed record ChunkPart(string Path, LineRange Lines, int Repeats);
