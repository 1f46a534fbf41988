using Claudit.Analysis.Facts;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Facts of a piece of source as words, so that a failed comparison reads like a sentence.</summary>
internal static class Extracted
{
    public static FileFacts Facts(string source, Language language, string path = "src/usage") => FactExtractor.Extract(new SourceFile(path, language, source));

    /// <summary>The reads and writes, each as <c>Write table [tags] column=value…</c>.</summary>
    public static string Stores(string source, Language language) => string.Join(" ;; ",
        from site in Facts(source, language).Sites
        where site.Kind is SiteKind.Read or SiteKind.Write
        select $"{site.Kind} {site.Target} [{string.Join(' ', site.Tags)}]{string.Concat(site.Fields.Select(field => $" {field.Name}={field.Value.Text}"))}");

    /// <summary>The tables, each as <c>name(columns) unique a,b</c>.</summary>
    public static string Tables(string source, Language language) => string.Join(" ;; ",
        from table in Facts(source, language).Tables
        select $"{table.Name}({string.Join(", ", table.Columns.Select(column => column.Name))}){string.Concat(table.Uniques.Select(columns => $" unique {string.Join(",", columns)}"))}");

    /// <summary>The query of the only site that has one.</summary>
    public static QueryFact Query(string source, Language language) => Facts(source, language).Sites.Single(site => site.Query is not null).Query!;
}
