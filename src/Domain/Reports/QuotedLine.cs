using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>A line of a finding's evidence.</summary>
/// <param name="Number">In its file; null where the evidence is not exactly the first location's lines.</param>
internal readonly record struct QuotedLine(int? Number, string Text)
{
    public static IEnumerable<QuotedLine> Of(Finding finding)
    {
        var lines = finding.Evidence.Split('\n');
        var place = finding.Locations[0];
        var whole = lines.Length == place.EndLine - place.StartLine + 1;
        return lines.Select((line, i) => new QuotedLine(whole ? place.StartLine + i : null, line));
    }
}
