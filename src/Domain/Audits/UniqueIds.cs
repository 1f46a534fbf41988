namespace Claudit.Audits;

/// <summary>Ids of one kind seen so far, with their lines.</summary>
/// <param name="what">The kind, as a message names it.</param>
internal sealed class UniqueIds(string what, DefinitionProblems problems)
{
    private readonly Dictionary<string, int> lines = new(StringComparer.Ordinal);

    /// <summary>Reports an id that was there before. One that could not be read is empty and passes.</summary>
    public void Add(string id, int line)
    {
        if (id.Length > 0 && !lines.TryAdd(id, line))
            problems.Add("id-duplicate", line, $"Another {what} in line {lines[id]} has the id {Quoted.Name(id)}; give this one its own.");
    }
}
