using Claudit.Api;

namespace Claudit.Intake;

/// <summary>The properties of an object of which some are known; what is unknown or repeated is noted.</summary>
internal sealed class NamedOnce(string[] known)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The one that was last named.</summary>
    public string Current { get; private set; } = "";

    public bool Has(string name) => _names.Contains(name);

    public void Clear() => _names.Clear();

    public bool TryName(string name, string pointer, RequestFields fields)
    {
        if (fields.Full) return false;
        if (!_names.Add(name))
        {
            fields.AddRepeated(name, pointer);
            return false;
        }

        if (!known.Contains(name))
        {
            fields.Add(
                ProblemTypes.PropertyUnknown,
                $"{pointer}/{RequestFields.Segment(name)}",
                $"There is no property '{RequestFields.Quoted(name)}' here: leave it out. There are {string.Join(", ", known)}.");
            return false;
        }

        Current = name;
        return true;
    }
}
