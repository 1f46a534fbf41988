namespace Claudit.Analysis.Facts;

/// <summary>How far code goes on behind a place in a branch. All are zero-based offsets in the file.</summary>
/// <param name="End">Behind this nothing is reached.</param>
/// <param name="OtherStart">Where the branch begins that runs in its place; with <paramref name="OtherEnd"/>, its end.</param>
public readonly record struct Reach(int End, int OtherStart, int OtherEnd);
