using System.Collections.Immutable;
using Claudit.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Claudit.Api;

/// <summary>Which format a caller wants: <c>?format=</c> if it is there, else what <c>Accept</c> likes best, else JSON.</summary>
internal static class ReportNegotiation
{
    // The first wins where a caller likes several equally well.
    private static readonly ImmutableArray<ReportFormat> Preferred =
        [ReportFormats.Json, ReportFormats.Html, ReportFormats.Markdown, ReportFormats.Text, ReportFormats.Sarif];

    public static ProblemAnswer? Choose(HttpRequest request, out ReportFormat? format)
    {
        var values = new QueryValues(request);
        if (values.Text("format") is { } name)
        {
            format = ReportFormats.Named(name);
            if (format is null) values.Add("format", $"'format' is one of {string.Join(", ", Preferred.Select(known => known.Name))}.");
            return values.Problem;
        }

        var accept = request.GetTypedHeaders().Accept;
        format = accept.Count == 0
            ? ReportFormats.Json
            : Preferred.Where(known => Quality(accept, known) > 0).MaxBy(known => Quality(accept, known));
        if (values.Problem is { } problem) return problem;
        if (format is not null) return null;
        var types = string.Join(", ", Preferred.Select(known => Type(known).MediaType));
        return ProblemAnswer.Of(ProblemTypes.NotAcceptable, $"Accept one of {types}, or use ?format=.");
    }

    /// <summary>Of the most specific range that has the format, as RFC 9110 section 12.5.1 says; 0 when none has.</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accept, ReportFormat format) => accept
        .Where(range => Type(format).IsSubsetOf(range))
        .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
        .Select(range => range.Quality ?? 1)
        .FirstOrDefault();

    private static MediaTypeHeaderValue Type(ReportFormat format) => MediaTypeHeaderValue.Parse(format.MediaType);
}
