using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Claudit.Findings;

namespace Claudit.Reports;

public enum TextStyle
{
    /// <summary>Nothing but characters.</summary>
    Plain,

    /// <summary>With colours, as ANSI escape sequences.</summary>
    Ansi,
}

/// <summary>
/// The report for a terminal of 100 columns; quoted code may be wider. Of a rule's findings the first are shown in full, each further one in a
/// line, and past some hundreds of lines they are counted: the other formats have all in full.
/// </summary>
public sealed class TextRenderer
{
    private const int Width = 100;
    private const int MostListed = 20;
    private const int MostInFull = 3;
    private const int MostLines = 300;
    private const string ShowsAll = "--format markdown and --format json show all of them (over HTTP, ?format=)";

    private readonly MarkupWriter<PlainText> _out = new();
    private readonly TextStyle _style;
    private readonly HashSet<string> _inFull = new(StringComparer.Ordinal);
    private int _lines;

    private TextRenderer(TextStyle style) => _style = style;

    public static string Render(Report report, TextStyle style)
    {
        var renderer = new TextRenderer(style);
        renderer.Head(report);
        renderer.Dimensions(report.Score);
        renderer.MeteringMap(report);
        foreach (var section in report.Sections.Where(section => section.Status is not null)) renderer.Topic(section);
        renderer.Actions(report);
        renderer.Skipped(report.Submission);
        renderer.Foot(report);
        return renderer._out.ToString();
    }

    private void Head(Report report)
    {
        _out.Line($"{Bold(report.Audit.Title)}: score {Points(report.Score.Composite)}, {ReportWording.Coverage(report.Score)}");
        _out.Line($"{Totals(report.Summary.Totals)}");
        _out.Line();
        Paragraph("", report.Summary.Posture);
        if (report.Score.Capped is { } capped) Paragraph("", capped);
        if (!report.Complete) Paragraph("INCOMPLETE    ", report.IncompleteReason ?? "");
        Paragraph("Architecture  ", report.Summary.Architecture);
        Paragraph("Providers     ", ReportWording.Providers(report.Summary));
        Paragraph("Submission    ", ReportWording.Submission(report.Submission));
        if (!report.Submission.Masked.IsEmpty)
        {
            var secrets = report.Submission.Masked.Take(MostListed).Select(masked => $"{masked.Path}:{masked.Line} ({masked.Kind})");
            Paragraph("Masked        ", $"{ReportWording.Counted(report.Submission.Masked.Length, "secret")}: {string.Join(", ", secrets)}{AndMore(report.Submission.Masked.Length)}");
        }

        _out.Line();
    }

    private void Dimensions(ReportScore score)
    {
        var width = score.Dimensions.Select(dimension => dimension.Title.Length).DefaultIfEmpty().Max();
        foreach (var dimension in score.Dimensions)
        {
            _out.Write($"{dimension.Title.PadRight(width)}  {Painted(Colour(dimension.Score), Bar(dimension.Score))}  ");
            Paragraph(ReportWording.Score(dimension.Score).PadLeft(12) + "  ", dimension.Notes, indent: width + 14);
        }

        _out.Line();
    }

    private void MeteringMap(Report report)
    {
        if (report.MeteringMap is not { IsEmpty: false } routes) return;
        _out.Line($"{Bold("Metering map")}");
        foreach (var route in routes.Take(MostListed))
        {
            var stages = ReportWording.Stages(route)
                .Where(stage => stage.Stage is not null)
                .Select(stage => $"{stage.Stage!.What} ({stage.Stage.Location})");
            Paragraph("  ", $"{route.Meter} [{route.Provider}]: {string.Join(" → ", stages)}", hang: 4);
            if (route.Gap is { } gap) Paragraph("    gap: ", gap, hang: 9);
        }

        if (routes.Length > MostListed) _out.Line($"  and {routes.Length - MostListed} more");

        _out.Line();
    }

    private void Topic(ReportSection section)
    {
        _out.Line($"{Bold($"{section.Number}. {section.Title}")}");
        if (ReportWording.Status(section) is { } status) Paragraph("  ", status);
        foreach (var check in section.Checks)
        {
            var label = Painted(Colour(check.Verdict), ReportWording.Label(check.Verdict).PadRight(10));
            _out.Write($"  {label}");
            Paragraph("", check.Question, indent: 12);
            Paragraph("            ", check.Verdict == Verdict.Pass ? $"{check.Note} {Places(check.Locations)}" : check.Note);
        }

        // In the order of their first findings, which is that of severity.
        foreach (var rule in section.Findings.GroupBy(finding => finding.Rule)) Rule([.. rule]);
        _out.Line();
    }

    private void Rule(ImmutableArray<Finding> findings)
    {
        foreach (var (i, finding) in findings.Take(MostInFull).Index())
            Finding(finding, i == 0 && findings.Length > MostInFull ? $" ({findings.Length} findings)" : "");
        if (findings.Length <= MostInFull) return;

        _out.Line();
        Paragraph("  ", $"{findings.Length - MostInFull} more of {findings[0].Rule}:");
        var lines = findings.Skip(MostInFull).Take(MostLines - _lines).ToList();
        _lines += lines.Count;
        foreach (var finding in lines)
        {
            _out.Write($"  {Painted(Colour(finding.Severity), Label(finding))}  ");
            var title = finding.Title == findings[0].Title ? "" : $"  {finding.Title}";
            Paragraph("", $"{finding.Locations[0]}{title}", indent: 4 + Label(finding).Length);
        }

        var left = findings.Length - MostInFull - lines.Count;
        if (left > 0) Paragraph("  ", $"{(lines.Count > 0 ? "and " : "")}{left} that are not listed here: {ShowsAll}.");
    }

    private void Finding(Finding finding, string count)
    {
        _inFull.Add(finding.Id!);
        _out.Line();
        _out.Write($"  {Painted(Colour(finding.Severity), Label(finding))}  ");
        Paragraph("", finding.Title, indent: 4 + Label(finding).Length);
        var labels = $"{ReportWording.Label(finding.Confidence)} {ReportWording.Label(finding.Classification)}";
        _out.Line($"  {finding.Locations[0].ToString()}  {labels}  {finding.Rule}{count}");
        var also = finding.Locations.Length - 1;
        if (also > 0) Paragraph("  also ", Places(finding.Locations.Skip(1).Take(MostListed)) + AndMore(also), hang: 7);
        foreach (var line in QuotedLine.Of(finding)) _out.Line($"  {Dim($"{line.Number,6} │")} {new Markup(InertText.Block(line.Text))}");
        foreach (var line in Prose.Lines(finding.Description)) Paragraph("    ", line);
        foreach (var (i, line) in Prose.Lines(finding.Remediation).Index()) Paragraph(i == 0 ? "    → " : "      ", line);
        if (finding.Fix is { } fix)
        {
            foreach (var line in fix.TrimEnd('\n').Split('\n')) _out.Line($"      {new Markup(InertText.Block(line))}");
        }
    }

    private void Actions(Report report)
    {
        if (report.Actions.IsEmpty) return;
        _out.Line($"{Bold("Mend first")}");
        foreach (var (rank, finding) in report.RankedActions().Where(action => _inFull.Contains(action.Finding.Id!)))
        {
            Paragraph(string.Create(CultureInfo.InvariantCulture, $"{rank,4}. "), $"{finding.Id} {finding.Title} ({finding.Locations[0]})", hang: 6);
        }

        if (report.Actions.Count(action => !_inFull.Contains(action.Finding)) is > 0 and var more)
            Paragraph("      ", $"and {more} more of the same rules, which are listed above: --format markdown and --format json rank them all.");
        _out.Line();
    }

    private void Skipped(ReportSubmission submission)
    {
        foreach (var note in submission.Notes.Take(MostListed)) Paragraph("", $"{note.Path}: {note.Message}", hang: 2);
        if (submission.Notes.Length > MostListed) _out.Line($"and {submission.Notes.Length - MostListed} files with notes more");
        if (submission.Skipped.IsEmpty) return;
        _out.Line($"{ReportWording.Counted(submission.Skipped.Length, "file")} skipped");
        foreach (var reason in submission.Skipped.CountBy(skipped => skipped.Reason).OrderBy(reason => reason.Key, StringComparer.Ordinal))
        {
            var first = submission.Skipped.First(skipped => skipped.Reason == reason.Key).Path;
            Paragraph("  ", $"{reason.Value} {reason.Key}: {first}{(reason.Value > 1 ? ", …" : "")}", hang: 4);
        }

        _out.Line();
    }

    private void Foot(Report report)
    {
        _out.Write($"Score {Points(report.Score.Composite)}, {ReportWording.Coverage(report.Score)}. ");
        _out.Line($"{Totals(report.Summary.Totals)}.{(report.Complete ? "" : " INCOMPLETE.")}");
    }

    /// <summary>Text wrapped at <see cref="Width"/>, its further lines set in.</summary>
    /// <param name="lead">What the first line begins with.</param>
    /// <param name="hang">How far the other lines are set in; the lead's length unless given.</param>
    /// <param name="indent">How many columns are written already, which the other lines are set in by as well.</param>
    private void Paragraph(string lead, string text, int? hang = null, int indent = 0)
    {
        var line = new StringBuilder(lead);
        var (inset, empty) = (indent + (hang ?? lead.Length), true);
        var column = indent + lead.Length;
        foreach (var word in InertText.Line(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && column + 1 + word.Length > Width)
            {
                _out.Line($"{line.ToString()}");
                line.Clear().Append(' ', inset);
                (column, empty) = (inset, true);
            }

            if (!empty) line.Append(' ');
            line.Append(word);
            column += word.Length + (empty ? 0 : 1);
            empty = false;
        }

        _out.Line($"{line.ToString().TrimEnd()}");
    }

    private static string Label(Finding finding) => $"{finding.Id} {ReportWording.Label(finding.Severity)}";

    /// <summary>What to write behind a list that was cut.</summary>
    private static string AndMore(int all) => all > MostListed ? $" and {all - MostListed} more" : "";

    private static string Places(IEnumerable<Location> locations) => string.Join(", ", locations);

    private static string Bar(double? score)
    {
        var full = (int)Math.Round(score ?? 0, MidpointRounding.AwayFromZero);
        return score is null ? "··········" : new string('█', full) + new string('░', 10 - full);
    }

    private Markup Points(double? score) =>
        score is null ? new(ReportWording.NotAssessed) : Painted(Colour(score), $"{ReportWording.Score(score)} of 10");

    private Markup Totals(ReportTotals totals) => new(string.Join(", ", ReportWording.Counts(totals).Select(count =>
        count.Count == 0 ? $"0 {count.Severity}" : Painted(Colour(count.Severity), $"{count.Count} {count.Severity}").Text)));

    private Markup Bold(string text) => Painted("1", text);

    private Markup Dim(string text) => Painted("2", text);

    private Markup Painted(string code, string text)
    {
        var inert = InertText.Line(text);
        return new(_style == TextStyle.Ansi ? $"\e[{code}m{inert}\e[0m" : inert);
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Critical => "1;31",
        Severity.High => "31",
        Severity.Medium => "33",
        _ => "36",
    };

    private static string Colour(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "32",
        Verdict.Fail => "31",
        _ => "2",
    };

    private static string Colour(double? score) => score switch
    {
        null => "2",
        < 4.05 => "31",
        < 7.05 => "33",
        _ => "32",
    };

    private sealed class PlainText : IEscape
    {
        public static string Escape(string text) => InertText.Line(text);
    }
}
