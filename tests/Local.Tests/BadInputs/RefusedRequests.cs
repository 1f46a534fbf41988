using System.Text;
using System.Text.Json;
using Claudit.Api;
using Xunit;

namespace Claudit.BadInputs;

/// <summary>Every bad input over HTTP. None of them is answered as a fault of the server, as each has the status that it must have.</summary>
[TestCaseOrderer(typeof(UnharmedLast))]
public sealed class RefusedRequests(UnharmedServer server) : IClassFixture<UnharmedServer>
{
    private static readonly Dictionary<string, BadRequest> Requests =
        BadSubmissions.All.Concat(BadQuestions.All).Concat(BadArchives.All.Select(Of)).ToDictionary(request => request.Name);

    private static readonly Dictionary<string, BadConnection> Connections = BadConnections.All.ToDictionary(connection => connection.Name);
    private static readonly Dictionary<string, string> Left = BadConnections.Left.ToDictionary(connection => connection.Name, connection => connection.Sent);

    public static TheoryData<string> RequestNames => [.. Requests.Keys];

    public static TheoryData<string> ConnectionNames => [.. Connections.Keys];

    public static TheoryData<string> LeftNames => [.. Left.Keys];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(RequestNames))]
    public async Task A_bad_request_is_refused_with_what_is_wrong(string name)
    {
        var request = Requests[name];

        var answer = await SendAsync(request, request.Path);

        Assert.Contains(request.Message, answer.Problem(request.Status, request.Code));
        if (request.Place is { } place) Assert.NotEmpty(answer.Error(place));
        else Assert.False(answer.Json.TryGetProperty("errors", out _));
        // An estimate takes no keys, and no addresses lie below it.
        if (request.Asked.StartsWith("POST /audits", StringComparison.Ordinal) && request.Place is not (null or "Idempotency-Key"))
            Assert.Equal(Told(answer), Told(await SendAsync(request, request.Path.Replace("/audits", "/estimates", StringComparison.Ordinal))));
    }

    [Theory]
    [MemberData(nameof(ConnectionNames))]
    public async Task What_no_client_sends_is_refused(string name)
    {
        var connection = Connections[name];

        var answer = await (connection == BadConnections.Slow ? server.AnswerToSlow : RawAnswer.ToAsync(server.Client.Address, connection.Sent, Cancel));

        Assert.Equal(connection.Status, answer.Status);
        if (connection.Code is null)
        {
            Assert.Empty(answer.Body);
            return;
        }

        Assert.Equal(connection.Code, JsonElement.Parse(answer.Body).GetProperty("code").GetString());
        Assert.Contains(connection.Message, JsonElement.Parse(answer.Body).GetProperty("detail").GetString());
    }

    [Theory]
    [MemberData(nameof(LeftNames))]
    public async Task Who_leaves_early_keeps_nobody_else_waiting(string name)
    {
        await RawAnswer.LeaveAsync(server.Client.Address, Left[name], Cancel);

        Assert.Equal(200, (await server.Client.GetAsync("/health/live")).Status);
    }

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("text/plain", "?audit=metered-billing")]
    [InlineData("application/zip", "?audit=metered-billing")]
    [InlineData("application/gzip", "?audit=metered-billing")]
    [InlineData("multipart/form-data; boundary=x", "")]
    public async Task A_request_of_no_announced_length_is_refused_where_it_passes_the_limit(string mediaType, string query)
    {
        foreach (var address in new[] { "/audits", "/estimates" })
        {
            var content = new StreamContent(new EndlessStream(mediaType.StartsWith("multipart", StringComparison.Ordinal)
                ? "--x\r\nContent-Disposition: form-data; name=f; filename=a.ts\r\n\r\n"
                : "  "));
            content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
            var request = ApiClient.Request(HttpMethod.Post, address + query, content);
            request.Headers.TransferEncodingChunked = true;

            Assert.Contains("500000 bytes", (await server.Client.SendAsync(request)).Problem(413, "request-too-large"));
        }
    }

    [Fact]
    public async Task All_problems_are_named_at_once()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json("""{"file":[],"options":{"retention":7,"baseline":"x"}}"""));

        Assert.EndsWith("There are 5 problems; 'errors' has them all.", answer.Problem(400, "property-unknown"));
        Assert.Equal(
            ["/audit", "/file", "/files", "/options/baseline", "/options/retention"],
            answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_body_with_thousands_of_problems_gets_a_short_answer()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[{{string.Join(',', Enumerable.Repeat("1", 5000))}}]}"""));

        answer.Problem(400, "property-malformed");
        Assert.Equal(100, answer.Json.GetProperty("errors").EnumerateObject().Count());
    }

    [Fact]
    public async Task What_was_submitted_is_not_repeated_in_answers_beyond_a_short_name()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[],"{{new string('n', 5000)}}\u001b[31m":1}"""));

        answer.Problem(400, "property-unknown");
        Assert.True(answer.Body.Length < 1000);
        Assert.DoesNotContain("u001b", answer.Text);
    }

    [Fact]
    public Task At_last_the_server_is_as_it_was_before() => server.CheckAsync();

    private static BadRequest Of(BadArchive archive) => new(archive.Name, "POST /audits?audit=metered-billing", archive.Status, archive.Code, archive.Message, archive.Place)
    {
        MediaType = archive.MediaType,
        Body = archive.Content,
    };

    private Task<ApiAnswer> SendAsync(BadRequest request, string path) =>
        server.Client.SendAsync(ApiClient.Request(request.Method, path, request.Content, request.Headers));

    private static string Told(ApiAnswer answer) => $"{answer.Status} {answer.Json.GetProperty("code")} {answer.Json.GetProperty("detail")} {answer.Json.GetProperty("errors")}";

    private sealed class EndlessStream(string start) : MemoryStream(Encoding.UTF8.GetBytes(start + new string(' ', 600_000)), writable: false)
    {
        public override bool CanSeek => false;
    }
}
