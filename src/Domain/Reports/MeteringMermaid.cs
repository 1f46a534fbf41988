using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Claudit.Reports;

/// <summary>The metering map as a Mermaid flow chart, a chain a route. Submitted characters that Mermaid could read are written as codes.</summary>
internal static class MeteringMermaid
{
    /// <summary>Mermaid refuses charts of more than 500 arrows; this many routes stay below it.</summary>
    public const int MostRoutes = 60;

    private const int LongestLabel = 60;

    public static string Chart(ImmutableArray<MeteringRoute> routes)
    {
        var chart = new StringBuilder("flowchart LR\n");
        foreach (var (i, route) in routes.Take(MostRoutes).Index()) Route(chart, route, $"r{i + 1}");
        return chart.Append("  classDef gap stroke-dasharray:4 4").ToString();
    }

    private static void Route(StringBuilder chart, MeteringRoute route, string id)
    {
        chart.Append(CultureInfo.InvariantCulture, $"  {id}([\"{Label(route.Meter)}\"])");
        var stage = 0;
        foreach (var (name, shown) in ReportWording.Stages(route))
        {
            stage++;
            if (shown is null) continue;
            chart.Append(CultureInfo.InvariantCulture, $" --> {id}s{stage}[\"{name}: {Label(shown.What)}\"]");
        }

        if (route.Gap is { } gap) chart.Append(CultureInfo.InvariantCulture, $" -.-> {id}g[\"gap: {Label(gap)}\"]:::gap");
        chart.Append('\n');
    }

    private static string Label(string text)
    {
        var label = new StringBuilder();
        foreach (var rune in ShortText.Cut(InertText.Line(text), LongestLabel).EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || rune.Value is ' ' or '.' or '_' or '-' or '/' or ',') label.Append(rune.ToString());
            else label.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
        }

        return label.ToString();
    }
}
