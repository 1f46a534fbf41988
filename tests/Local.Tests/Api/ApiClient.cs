using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Claudit.Api;

/// <summary>Speaks to a server, and holds every answer against what all answers must have and what the description says.</summary>
internal sealed class ApiClient(string address, ApiRoutes routes) : IDisposable
{
    public const string Snippet = "for (let i = 0; i < 3; i++) {\n  await stripe.billing.meterEvents.create({ event_name: 'tokens', payload });\n}\n";

    private readonly HttpClient _http = new(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1 }) { BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(60) };

    public string Address { get; } = address;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        foreach (var (name, value) in headers) Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return request;
    }

    public static HttpContent Content(string mediaType, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }

    public static HttpContent Json(string body) => Content("application/json", Encoding.UTF8.GetBytes(body));

    public static HttpContent Files(params (string Path, string Content)[] files) => Json(new JsonObject
    {
        ["audit"] = "metered-billing",
        ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["path"] = file.Path, ["content"] = file.Content })]),
    }.ToJsonString());

    public Task<ApiAnswer> GetAsync(string path, params (string Name, string Value)[] headers) =>
        SendAsync(Request(HttpMethod.Get, path, null, headers));

    public Task<ApiAnswer> PostAsync(string path, HttpContent? content, params (string Name, string Value)[] headers) =>
        SendAsync(Request(HttpMethod.Post, path, content, headers));

    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(Request(HttpMethod.Delete, path, null));

    public async Task<ApiAnswer> SendAsync(HttpRequestMessage request)
    {
        using var response = await _http.SendAsync(request, Cancel);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        var answer = new ApiAnswer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(Cancel));
        Check(request, answer);
        return answer;
    }

    /// <summary>Starts an audit of one small file and gives its id.</summary>
    public async Task<string> StartAsync()
    {
        var answer = await PostAsync("/audits", Files(("src/meter.ts", Snippet)));
        Assert.Equal(202, answer.Status);
        return answer.Id;
    }

    /// <summary>Waits for the audit's end and gives its status then.</summary>
    public async Task<ApiAnswer> EndedAsync(string id)
    {
        for (var after = 0L; ;)
        {
            var answer = await GetAsync($"/audits/{id}?wait=20&after={after}");
            Assert.Equal(200, answer.Status);
            foreach (var entry in answer.Json.GetProperty("events").EnumerateArray())
            {
                if (entry.GetProperty("type").GetString() == "end") return await GetAsync($"/audits/{id}");
                after = entry.GetProperty("id").GetInt64();
            }
        }
    }

    /// <summary>A stream, open from its first byte on.</summary>
    public async Task<EventReader> OpenStreamAsync(string id, params (string Name, string Value)[] headers)
    {
        var request = Request(HttpMethod.Get, $"/audits/{id}/events", null, headers);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(new MediaTypeHeaderValue("text/event-stream"), response.Content.Headers.ContentType);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(Cancel));
    }

    public void Dispose() => _http.Dispose();

    private void Check(HttpRequestMessage request, ApiAnswer answer)
    {
        Assert.NotNull(answer.Header("X-Request-Id"));
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
        Assert.Null(answer.Header("Server"));
        var path = request.RequestUri!.AbsolutePath.Split('/').Skip(3).ToArray();
        var route = routes.All.FirstOrDefault(route => route.Method == request.Method.Method && Matches(route.Pattern.Split('/').Skip(1).ToArray(), path));
        // A request to a name that is not the server's reaches no route.
        if (route is not null && answer.Status != 421) Assert.True(route.Answers.Contains(answer.Status), $"{route.Name} answers {answer.Status}: {answer.Text}");
        if (answer.Header("Content-Type") == "application/problem+json") CheckProblem(answer);
        else Assert.True(answer.Status < 400 || route?.Name == "ready", answer.Text);
    }

    private static void CheckProblem(ApiAnswer answer)
    {
        var problem = answer.Json;
        var type = ProblemTypes.Of(problem.GetProperty("code").GetString()!);
        Assert.Equal((type.Uri, type.Title), (problem.GetProperty("type").GetString(), problem.GetProperty("title").GetString()));
        Assert.Equal((type.Status, answer.Status), (answer.Status, problem.GetProperty("status").GetInt32()));
        Assert.Equal(answer.Header("X-Request-Id"), problem.GetProperty("requestId").GetString());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        if (problem.TryGetProperty("errors", out var errors))
            Assert.All(errors.EnumerateObject(), error => Assert.Equal(JsonValueKind.String, error.Value.ValueKind));
    }

    private static bool Matches(string[] pattern, string[] path) =>
        pattern.Length == path.Length && pattern.Zip(path).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second);
}
