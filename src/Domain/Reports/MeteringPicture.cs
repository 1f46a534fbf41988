using System.Buffers;
using System.Collections.Immutable;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>
/// The metering map as SVG: a row a route, its five stages in columns, what is not shown dashed. Each row is a picture of its
/// own, so that a printed page ends between two of them.
/// </summary>
internal static class MeteringPicture
{
    private const int Left = 168;
    private const int Step = 168;
    private const int BoxWidth = 146;
    private const int BoxHeight = 58;
    private const int LongestLine = 18;
    private const int Width = Left + (4 * Step) + BoxWidth + 2;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(" ./_-:");

    public static Markup Draw(ImmutableArray<MeteringRoute> routes)
    {
        var html = new MarkupWriter<HtmlText>();
        html.Line($"""<div class="pipeline">""");
        html.Write($"""<svg viewBox="0 0 {Width} 22" aria-hidden="true"><text class="column" x="0" y="15">Meter</text>""");
        foreach (var (i, (name, _)) in ReportWording.Stages(routes[0]).Index())
        {
            html.Write($"""<text class="column" x="{X(i)}" y="15">{name}</text>""");
        }

        html.Line($"</svg>");
        foreach (var route in routes) Row(html, route);
        html.Line($"</div>");
        return html.ToMarkup();
    }

    private static void Row(MarkupWriter<HtmlText> html, MeteringRoute route)
    {
        html.Write($"""<div class="route"><svg viewBox="0 0 {Width} {BoxHeight + 8}" role="img" aria-label="{Summary(route)}">""");
        html.Write($"""<svg y="4" width="{Left - 14}" height="{BoxHeight}"><title>{route.Meter} ({route.Provider})</title>""");
        Lines(html, 0, "meter", route.Meter, ShortText.Cut(route.Provider, 24));
        html.Write($"</svg>");
        var stages = ReportWording.Stages(route).ToList();
        foreach (var (i, (name, stage)) in stages.Index())
        {
            if (i > 0) Arrow(html, X(i), isShown: stage is not null && stages[i - 1].Stage is not null);
            Box(html, X(i), name, stage);
        }

        html.Write($"</svg>");
        if (route.Gap is { } gap) html.Write($"""<p class="gap"><b>Gap</b> {gap}</p>""");
        html.Line($"</div>");
    }

    // An inner svg cuts off what does not fit, whatever width the font gives it.
    private static void Box(MarkupWriter<HtmlText> html, int x, string name, MeteringStage? stage)
    {
        html.Write($"""<svg x="{x}" y="4" width="{BoxWidth}" height="{BoxHeight}">""");
        if (stage is null)
        {
            html.Write($"""<rect class="stage missing" x="1" y="1" width="{BoxWidth - 2}" height="{BoxHeight - 2}" rx="7"/>""");
            html.Write($"""<text class="place" x="{BoxWidth / 2}" y="34" text-anchor="middle">not shown</text></svg>""");
            return;
        }

        html.Write($"""<title>{name}: {stage.What} ({stage.Location.ToString()})</title>""");
        html.Write($"""<rect class="stage" x="1" y="1" width="{BoxWidth - 2}" height="{BoxHeight - 2}" rx="7"/>""");
        Lines(html, 10, "what", stage.What, ShortPlace(stage.Location));
        html.Write($"</svg>");
    }

    private static void Lines(MarkupWriter<HtmlText> html, int x, string kind, string text, string below)
    {
        var (first, second) = TwoLines(text);
        html.Write($"""<text class="{kind}" x="{x}" y="{(second.Length == 0 ? 26 : 19)}">{first}</text>""");
        if (second.Length > 0) html.Write($"""<text class="{kind}" x="{x}" y="33">{second}</text>""");
        html.Write($"""<text class="place" x="{x}" y="{(second.Length == 0 ? 43 : 49)}">{below}</text>""");
    }

    private static void Arrow(MarkupWriter<HtmlText> html, int x, bool isShown)
    {
        var (from, to, y) = (x - Step + BoxWidth + 3, x - 3, 4 + (BoxHeight / 2));
        html.Write($"""<path class="arrow{(isShown ? "" : " missing")}" d="M{from} {y}H{to}m-5-4l5 4l-5 4"/>""");
    }

    private static string Summary(MeteringRoute route)
    {
        var shown = ReportWording.Stages(route).Where(stage => stage.Stage is not null).Select(stage => $"{stage.Name}: {stage.Stage!.What}");
        return $"{route.Meter}, {route.Provider}. {string.Join("; ", shown)}. {(route.Gap is { } gap ? $"Gap: {gap}" : "No gap.")}";
    }

    private static (string First, string Second) TwoLines(string text)
    {
        var line = InertText.Line(text);
        if (line.Length <= LongestLine) return (line, "");

        // Break behind a mark where there is one, as in a callee's path.
        var cut = line.AsSpan(0, LongestLine).LastIndexOfAny(Breaks) + 1;
        if (cut < LongestLine / 3) cut = char.IsHighSurrogate(line[LongestLine - 1]) ? LongestLine - 1 : LongestLine;
        return (line[..cut].TrimEnd(), ShortText.Cut(line[cut..].TrimStart(), LongestLine));
    }

    private static string ShortPlace(Location location)
    {
        var name = location.Path[(location.Path.LastIndexOf('/') + 1)..];
        return $"{ShortText.Cut(name, 18)}:{location.StartLine}";
    }

    private static int X(int stage) => Left + (stage * Step);
}
