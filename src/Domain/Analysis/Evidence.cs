using Claudit.Code;
using Claudit.Findings;
using Claudit.Submissions;

namespace Claudit.Analysis;

/// <summary>Quotes the submission, each file read once.</summary>
internal sealed class Evidence(Func<string, SourceFile?> source)
{
    /// <summary>A quotation longer than this shows less, not more.</summary>
    private const int LongestQuote = 12;

    private readonly Dictionary<string, (string Text, LineMap Lines)?> _files = new(StringComparer.Ordinal);

    /// <summary>The location cut to what is quoted, with the quotation; null when the submission has no such lines.</summary>
    public (Location Location, string Quote)? Quote(Location location)
    {
        if (!_files.TryGetValue(location.Path, out var file))
        {
            file = source(location.Path) is { } found ? (found.Text, new LineMap(found.Text)) : null;
            _files[location.Path] = file;
        }

        if (file is not var (text, lines) || location.StartLine < 1 || location.EndLine > lines.Count) return null;
        var cut = location with { EndLine = Math.Min(location.EndLine, location.StartLine + LongestQuote - 1) };
        var quote = EvidenceCheck.Quote(text, lines, new LineRange(cut.StartLine, cut.EndLine));
        return string.IsNullOrWhiteSpace(quote) ? null : (cut, quote);
    }
}
