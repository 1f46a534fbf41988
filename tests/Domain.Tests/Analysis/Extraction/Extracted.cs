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

    /// <summary>The same with the query of each.</summary>
    public static string Queries(string source, Language language) => string.Join(" ;; ",
        from site in Facts(source, language).Sites
        where site.Kind is SiteKind.Read or SiteKind.Write
        select $"{site.Kind} {site.Target} [{string.Join(' ', site.Tags)}]{string.Concat(site.Fields.Select(field => $" {field.Name}={field.Value.Text}"))} | {Text(site.Query!)}");

    private static string Text(QueryFact query)
    {
        var parts = new List<string> { query.Verb };
        if (query.OnConflict is not null) parts.Add(query.OnConflict);
        if (!query.Predicates.IsEmpty) parts.Add("where " + string.Join("; ", query.Predicates.Select(predicate => $"{predicate.Column} {predicate.Operator} {predicate.Right}")));
        if (!query.Assignments.IsEmpty) parts.Add("set " + string.Join("; ", query.Assignments.Select(assignment => $"{assignment.Column} {(assignment.Accumulates ? "+=" : "=")} {assignment.Right}")));
        if (!query.Aggregates.IsEmpty) parts.Add("agg " + string.Join("; ", query.Aggregates));
        if (!query.GroupBy.IsEmpty) parts.Add("by " + string.Join("; ", query.GroupBy));
        return string.Join(' ', parts);
    }

    /// <summary>The tables as rules see them, each as <c>name(columns) unique a,b</c>.</summary>
    public static string Tables(string source, Language language) => string.Join(" ;; ",
        from each in new SubmissionFacts([Facts(source, language)], CancellationToken.None).Tables
        let table = each.Table
        select $"{table.Name}({string.Join(", ", table.Columns.Select(column => column.Name))}){string.Concat(table.Uniques.Select(columns => $" unique {string.Join(",", columns)}"))}");

    /// <summary>The query of the only site that has one.</summary>
    public static QueryFact Query(string source, Language language) => Facts(source, language).Sites.Single(site => site.Query is not null).Query!;
}
