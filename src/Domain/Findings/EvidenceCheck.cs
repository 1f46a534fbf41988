using Claudit.Code;

namespace Claudit.Findings;

/// <summary>Where a finding's evidence stands in the file that it cites.</summary>
public abstract record EvidenceStanding
{
    private EvidenceStanding()
    {
    }

    /// <summary>At the lines that the finding cites.</summary>
    public sealed record Stands : EvidenceStanding;

    /// <summary>Elsewhere in the same file; where it stands more than once, at the place nearest to the cited lines.</summary>
    public sealed record Moved(Location Location) : EvidenceStanding;

    /// <summary>Nowhere in the file, or there is nothing but white space to look for. Such a finding is not shown.</summary>
    public sealed record Nowhere : EvidenceStanding;
}

/// <summary>Tells findings whose evidence is in the submission from those that quote what is not there.</summary>
public static class EvidenceCheck
{
    /// <summary>Looks for the evidence, white space folded, at the first location's lines and then in the rest of its file.</summary>
    /// <param name="text">The file of the finding's first location, as <see cref="Submissions.SourceFile.Text"/> has it.</param>
    public static EvidenceStanding Verify(Finding finding, string text) => Verify(finding, text, new LineMap(text));

    /// <summary>As <see cref="Verify(Finding, string)"/>, for many findings of one file.</summary>
    public static EvidenceStanding Verify(Finding finding, string text, LineMap lines)
    {
        var evidence = FoldedText.Fold(finding.Evidence);
        var cited = finding.Locations[0];
        if (Exists(cited, lines) &&
            new FoldedText(text, lines.SpanOf(new LineRange(cited.StartLine, cited.EndLine))).Contains(evidence))
        {
            return new EvidenceStanding.Stands();
        }

        var found = new FoldedText(text, new TextSpan(0, text.Length)).Occurrences(evidence)
            .Select(lines.LinesOf)
            .DefaultIfEmpty()
            .MinBy(range => Math.Abs((long)range.First - cited.StartLine));
        return found.First == 0
            ? new EvidenceStanding.Nowhere()
            : new EvidenceStanding.Moved(new Location(cited.Path, found.First, found.Last));
    }

    /// <summary>The lines as a finding quotes them: joined by LF, the last without a line break.</summary>
    public static string Quote(string text, LineMap lines, LineRange range)
    {
        var span = lines.SpanOf(range);
        var quote = text[span.Start..span.End].Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        return quote.EndsWith('\n') ? quote[..^1] : quote;
    }

    private static bool Exists(Location location, LineMap lines) =>
        location.StartLine >= 1 && location.StartLine <= location.EndLine && location.EndLine <= lines.Count;
}
