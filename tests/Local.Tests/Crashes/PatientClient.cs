using System.Text.Json;
using Claudit.Api;
using Xunit;

namespace Claudit.Crashes;

/// <summary>Does what a good client does when it loses its server: sends the request again under the same key, and resumes the stream behind the last event it has.</summary>
internal sealed class PatientClient(Whereabouts server) : IDisposable
{
    private readonly HttpClient _http = new();
    private int _losses;

    /// <summary>How often a connection was lost or refused.</summary>
    public int Losses => _losses;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A client of a server that stays where it is.</summary>
    public static PatientClient Of(string address)
    {
        var whereabouts = new Whereabouts();
        whereabouts.Up(address);
        return new PatientClient(whereabouts);
    }

    /// <summary>Starts one audit, however often it takes to hear of it, and gives its id.</summary>
    public Task<string> StartAsync(Submission submission) => PersistAsync(async address =>
    {
        using var request = ApiClient.Request(HttpMethod.Post, submission.Path, submission.Content(), ("Idempotency-Key", submission.Name));
        request.RequestUri = new Uri(address + request.RequestUri);
        using var response = await _http.SendAsync(request, Cancel);
        var answer = new ApiAnswer((int)response.StatusCode, new Dictionary<string, string>(), await response.Content.ReadAsByteArrayAsync(Cancel));
        // Of these the server says that they are to be sent again.
        if (answer.Status == 503 || (answer.Status == 400 && answer.Text.Contains("request-incomplete", StringComparison.Ordinal))) throw new IOException(answer.Text);
        Assert.True(answer.Status == 202, $"{answer.Status}: {answer.Text}");
        return answer.Id;
    });

    /// <summary>The events of an audit from the first to the end, in the order in which they arrive; pings are left out.</summary>
    public async Task<List<StreamEvent>> FollowAsync(string id)
    {
        var events = new List<StreamEvent>();
        while (events is not [.., { Type: "end" }])
        {
            await PersistAsync(async address =>
            {
                await using var stream = await OpenAsync(address, id, events is [.., var last] ? last.Id : "0");
                while (await stream.NextAsync() is { } next)
                    if (next.Type != "ping")
                        events.Add(next);
                return true;
            });
        }

        return events;
    }

    public Task<string> ReportAsync(string id) => GetAsync($"/audits/{id}/report");

    /// <summary>The ids of all audits.</summary>
    public async Task<List<string>> ListAsync()
    {
        var ids = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = JsonElement.Parse(await GetAsync($"/audits?limit=100{(next.Length > 0 ? $"&cursor={next}" : "")}"));
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            next = page.GetProperty("next").GetString();
        }

        return ids;
    }

    public Task<string> GetAsync(string path) => PersistAsync(address => _http.GetStringAsync($"{address}/api/v1{path}", Cancel));

    public void Dispose() => _http.Dispose();

    private async Task<EventReader> OpenAsync(string address, string id, string after)
    {
        using var request = ApiClient.Request(HttpMethod.Get, $"/audits/{id}/events", null, ("Last-Event-ID", after));
        request.RequestUri = new Uri(address + request.RequestUri);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal(200, (int)response.StatusCode);
        return new EventReader(response, await response.Content.ReadAsStreamAsync(Cancel));
    }

    private async Task<T> PersistAsync<T>(Func<string, Task<T>> attempt)
    {
        while (true)
        {
            var address = await server.Address.WaitAsync(Cancel);
            try
            {
                return await attempt(address);
            }
            catch (Exception lost) when (lost is HttpRequestException { StatusCode: null } or IOException)
            {
                Interlocked.Increment(ref _losses);
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
            }
        }
    }
}
