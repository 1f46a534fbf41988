namespace Claudit.Reports;

/// <summary>Scores as pictures in SVG, coloured by the style sheet.</summary>
internal static class ScoreDial
{
    /// <summary>Three quarters of a circle, filled as far as the score reaches.</summary>
    public static Markup Dial(ReportScore score)
    {
        var svg = new MarkupWriter<HtmlText>();
        // Both arcs are a circle of length 100 whose dash of 75 begins at the lower left.
        svg.Write($"""<svg class="dial {Band(score.Composite)}" viewBox="0 0 160 148" role="img" """);
        svg.Write($"""aria-label="Score: {ReportWording.Composite(score)}"><g transform="rotate(135 80 80)">""");
        svg.Write($"""<circle class="track" cx="80" cy="80" r="66" pathLength="100" stroke-dasharray="75 100"/>""");
        if (score.Composite is { } composite)
        {
            svg.Write($"""<circle class="value" cx="80" cy="80" r="66" pathLength="100" stroke-dasharray="{7.5 * composite:0.##} 100"/>""");
        }

        svg.Write($"""</g><text class="figure" x="80" y="90">{(score.Composite is null ? "–" : ReportWording.Score(score.Composite))}</text>""");
        svg.Write($"""<text class="unit" x="80" y="113">{(score.Composite is null ? "not assessed" : "of 10")}</text></svg>""");
        return svg.ToMarkup();
    }

    /// <summary>A bar from 0 to 10; dashed when there is no score.</summary>
    public static Markup Bar(double? score)
    {
        var svg = new MarkupWriter<HtmlText>();
        svg.Write($"""<svg class="bar {Band(score)}" viewBox="0 0 120 8" preserveAspectRatio="none" aria-hidden="true">""");
        svg.Write($"""<rect class="track" width="120" height="8" rx="4"/>""");
        if (score is { } value) svg.Write($"""<rect class="value" width="{12 * value:0.##}" height="8" rx="4"/>""");
        svg.Write($"</svg>");
        return svg.ToMarkup();
    }

    /// <summary>The class by which the style sheet colours a score; the caps of the composite are its bounds.</summary>
    public static string Band(double? score) => score switch
    {
        null => "none",
        < 4.05 => "poor",
        < 7.05 => "fair",
        _ => "good",
    };
}
