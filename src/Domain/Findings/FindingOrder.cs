namespace Claudit.Findings;

/// <summary>
/// The order in which findings of a section are read: severity, confidence, path, line, rule; the rest only decides ties, so
/// that no two different findings are equal. Paths and rules compare ordinally.
/// </summary>
public sealed class FindingOrder : IComparer<Finding>
{
    private FindingOrder()
    {
    }

    public static FindingOrder Instance { get; } = new();

    public int Compare(Finding? x, Finding? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (x.Severity != y.Severity) return x.Severity.CompareTo(y.Severity);
        if (x.Confidence != y.Confidence) return x.Confidence.CompareTo(y.Confidence);
        if (ComparePlaces(x.Locations[0], y.Locations[0]) is not 0 and var place) return place;
        if (string.CompareOrdinal(x.Rule, y.Rule) is not 0 and var rule) return rule;
        if (string.CompareOrdinal(x.Title, y.Title) is not 0 and var title) return title;
        return string.CompareOrdinal(x.Fingerprint, y.Fingerprint);
    }

    internal static int ComparePlaces(Location x, Location y)
    {
        if (string.CompareOrdinal(x.Path, y.Path) is not 0 and var path) return path;
        return x.StartLine != y.StartLine ? x.StartLine.CompareTo(y.StartLine) : x.EndLine.CompareTo(y.EndLine);
    }
}
