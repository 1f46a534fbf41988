using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>Collects what is wrong with one definition file, by line.</summary>
internal sealed class DefinitionProblems(string file)
{
    private readonly List<(int Line, Problem Problem)> found = [];

    public int Count => found.Count;

    public void Add(string code, int line, string message) => found.Add((line, new Problem(code, $"{file}:{line}", message)));

    /// <summary>In order of line; those of one line as they were found.</summary>
    public ImmutableArray<Problem> ByLine() => [.. found.OrderBy(entry => entry.Line).Select(entry => entry.Problem)];
}
