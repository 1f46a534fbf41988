using System.Collections.Immutable;

namespace Claudit.Reports;

/// <summary>One way to write a report down.</summary>
/// <param name="Name">As the command line and the API take it.</param>
/// <param name="Extension">Of a file that holds it, without the dot.</param>
/// <param name="Render">
/// Pure: equal reports give equal text, with LF line breaks. The dictionary describes rules by id, for formats that have a place
/// for it; a rule that is not in it is described by its findings.
/// </param>
public sealed record ReportFormat(
    string Name,
    string MediaType,
    string Extension,
    Func<Report, IReadOnlyDictionary<string, RuleDescription>, string> Render);

/// <summary>Every format there is.</summary>
public static class ReportFormats
{
    public static ReportFormat Text { get; } =
        new("text", "text/plain; charset=utf-8", "txt", (report, _) => TextRenderer.Render(report, TextStyle.Plain));

    public static ReportFormat Markdown { get; } =
        new("markdown", "text/markdown; charset=utf-8", "md", (report, _) => MarkdownRenderer.Render(report));

    public static ReportFormat Json { get; } =
        new("json", "application/json", "json", (report, _) => JsonRenderer.Render(report));

    public static ReportFormat Sarif { get; } =
        new("sarif", "application/sarif+json", "sarif", SarifRenderer.Render);

    public static ReportFormat Html { get; } =
        new("html", "text/html; charset=utf-8", "html", (report, _) => HtmlRenderer.Render(report));

    public static ImmutableArray<ReportFormat> All { get; } = [Text, Markdown, Json, Sarif, Html];

    /// <summary>Null for a name that is not one of <see cref="All"/>.</summary>
    public static ReportFormat? Named(string name) => All.FirstOrDefault(format => format.Name == name);
}
