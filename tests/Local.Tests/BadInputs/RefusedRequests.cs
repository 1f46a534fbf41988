using Claudit.Api;
using Xunit;

namespace Claudit.BadInputs;

/// <summary>Every bad input over HTTP. None of them is answered with a 5xx, as each has the status that it must have.</summary>
public sealed class RefusedRequests(UnharmedServer server) : IClassFixture<UnharmedServer>
{
    private static readonly Dictionary<string, BadRequest> Requests =
        BadSubmissions.All.Concat(BadQuestions.All).Concat(BadArchives.All.Select(Of)).ToDictionary(request => request.Name);

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_request_is_refused_with_what_is_wrong(string name)
    {
        var request = Requests[name];

        var answer = await SendAsync(request, request.Path);

        Assert.Contains(request.Message, answer.Problem(request.Status, request.Code));
        if (request.Place is { } place) Assert.NotEmpty(answer.Error(place));
        else Assert.False(answer.Json.TryGetProperty("errors", out _));
        if (request.Asked.StartsWith("POST /audits", StringComparison.Ordinal) && request.Place is not (null or "Idempotency-Key"))
            Assert.Equal(Told(answer), Told(await SendAsync(request, request.Path.Replace("/audits", "/estimates", StringComparison.Ordinal))));
    }

    private static BadRequest Of(BadArchive archive) => new(archive.Name, "POST /audits?audit=metered-billing", archive.Status, archive.Code, archive.Message, archive.Place)
    {
        MediaType = archive.MediaType, Body = archive.Content,
    };

    private Task<ApiAnswer> SendAsync(BadRequest request, string path) =>
        server.Client.SendAsync(ApiClient.Request(request.Method, path, request.Content, request.Headers));

    private static string Told(ApiAnswer answer) => $"{answer.Json.GetProperty("detail")} {answer.Json.GetProperty("errors")}";
}
