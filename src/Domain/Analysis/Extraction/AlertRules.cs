using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Alert rules in YAML, as Prometheus and its relatives read them. A notification with the tag <c>rule</c>; target: the alert's name; field <c>expr</c>: what it watches.
/// </summary>
internal static class AlertRules
{
    public static void Extract(SourceFile file, LineMap lines, FactsBuilder facts)
    {
        if (file.Language != Language.Yaml || !file.Text.Contains("alert:", StringComparison.Ordinal)) return;
        string? alert = null;
        var started = 0;
        for (var line = 1; line <= lines.Count; line++)
        {
            var text = TextOf(file.Text, lines, line).Trim().TrimStart('-').TrimStart();
            if (text.StartsWith("alert:", StringComparison.Ordinal))
            {
                (alert, started) = (text[6..].Trim().ToString(), line);
            }
            else if (alert is not null && text.StartsWith("expr:", StringComparison.Ordinal))
            {
                Note(alert, text[5..].Trim().ToString(), started, line, lines, facts);
                alert = null;
            }
        }
    }

    private static void Note(string alert, string watched, int first, int last, LineMap lines, FactsBuilder facts)
    {
        facts.Add(new Site
        {
            Kind = SiteKind.Notify,
            Function = 0,
            Lines = new LineRange(first, last),
            Offset = lines.SpanOf(new LineRange(first, first)).Start,
            What = alert,
            Target = alert,
            Tags = ["rule"],
            Fields = [new FieldFact("expr", new LineRange(last, last), new Value { Text = watched.Length > 80 ? watched[..80] : watched, Words = [.. Words.Of(watched)] })],
        });
    }

    private static ReadOnlySpan<char> TextOf(string text, LineMap lines, int line)
    {
        var span = lines.SpanOf(new LineRange(line, line));
        return text.AsSpan(span.Start, span.Length);
    }
}
