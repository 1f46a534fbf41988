using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Claudit.Bench.Load;

internal enum Outcome
{
    Answered,

    /// <summary>503 with <c>Retry-After</c>.</summary>
    ComeBack,

    Failed,
}

/// <param name="Kind">What was asked; of a failed call, with what was answered.</param>
internal sealed record Call(string Kind, TimeSpan Took, Outcome Outcome);

/// <summary>Notes each of its calls, and goes on whatever becomes of them.</summary>
internal sealed class Client(HttpClient http, ConcurrentBag<Call> calls)
{
    /// <summary>One audit from its start to its report.</summary>
    public async Task AuditAsync(Func<HttpContent> content, bool streams)
    {
        if (await StartAsync(content) is not { } id) return;
        var followed = streams ? await TryAsync("stream to the end", () => StreamAsync(id)) : await PollAsync(id);
        if (followed) await TryAsync("report", () => ReadAsync($"audits/{id}/report"));
    }

    private async Task<string?> StartAsync(Func<HttpContent> content)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await http.PostAsync("audits", content());
            if (answer is { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } wait })
            {
                calls.Add(new Call("start", watch.Elapsed, Outcome.ComeBack));
                await Task.Delay(wait, TimeProvider.System);
                return null;
            }

            answer.EnsureSuccessStatusCode();
            var id = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
            calls.Add(new Call("start", watch.Elapsed, Outcome.Answered));
            return id;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            calls.Add(Failed("start", watch, error));
            return null;
        }
    }

    /// <summary>Waits again and again for what is new, as who cannot stream does.</summary>
    private async Task<bool> PollAsync(string id)
    {
        var (last, hasEnded) = (0L, false);
        while (!hasEnded)
        {
            var isAnswered = await TryAsync("wait for news", async () =>
            {
                var status = await http.GetFromJsonAsync<JsonElement>($"audits/{id}?wait=30&after={last}");
                foreach (var entry in status.GetProperty("events").EnumerateArray())
                {
                    Expect(++last, entry.GetProperty("id").GetInt64());
                    hasEnded = entry.GetProperty("type").GetString() == "end";
                }
            });
            if (!isAnswered) return false;
        }

        return true;
    }

    private async Task StreamAsync(string id)
    {
        await using var stream = await http.GetStreamAsync($"audits/{id}/events");
        var last = 0L;
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType == "ping") continue;
            Expect(++last, long.Parse(item.EventId!, CultureInfo.InvariantCulture));
            if (item.EventType == "end") return;
        }

        throw new HttpRequestException("The stream ended before the audit did.");
    }

    private static void Expect(long expected, long id)
    {
        if (id != expected) throw new HttpRequestException($"Event {id} came where {expected} was due.");
    }

    private async Task ReadAsync(string path) => await http.GetByteArrayAsync(path);

    private async Task<bool> TryAsync(string kind, Func<Task> call)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await call();
            calls.Add(new Call(kind, watch.Elapsed, Outcome.Answered));
            return true;
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            calls.Add(Failed(kind, watch, error));
            return false;
        }
    }

    private static Call Failed(string kind, Stopwatch watch, Exception error) => new($"{kind}, {error.Message}", watch.Elapsed, Outcome.Failed);
}
