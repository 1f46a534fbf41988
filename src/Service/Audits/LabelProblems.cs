using Claudit.Intake;

namespace Claudit.Audits;

/// <summary>What can be wrong with labels. They are shown in lists and on terminals, so they are short and of one line.</summary>
internal static class LabelProblems
{
    /// <summary>How many an audit may have.</summary>
    public const int Most = 20;

    private const int Longest = 100;

    public static IEnumerable<Problem> Of(IReadOnlyDictionary<string, string> labels)
    {
        const string At = "/options/labels";
        if (labels.Count > Most) yield return new("labels-too-long", At, $"Use at most {Most} labels.");
        foreach (var (name, value) in labels.Take(Most))
        {
            var pointer = $"{At}/{RequestFields.Segment(name)}";
            if (name.Length == 0) yield return new("option-malformed", pointer, "A label needs a name, such as 'team'.");
            if (name.Length > Longest || value.Length > Longest)
                yield return new("labels-too-long", pointer, $"Use at most {Longest} characters for a label's name, and as many for its value.");
            if (name.Any(char.IsControl) || value.Any(char.IsControl))
                yield return new("option-malformed", pointer, "A label is one line: leave control characters out of its name and value.");
        }
    }
}
