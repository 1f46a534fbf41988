using System.Text;
using Claudit.Api;
using Claudit.Crashes;
using Claudit.Storage;
using Claudit.Telemetry;
using Xunit;

namespace Claudit.Canary;

/// <summary>The same over the real server process, with all that it says: answers, streams, reports, logs of every level, traces and metrics.</summary>
public sealed class ServedCanary : IDisposable
{
    private static readonly string[] Forms = ["text", "json", "form", "zip", "tar.gz"];
    private static readonly string[] Formats = ["json", "markdown", "html", "sarif", "text"];

    private readonly TemporaryFolder _folder = new();
    private readonly List<byte[]> _answers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => Path.Combine(_folder.Path, "data");

    private string Temporary => Path.Combine(_folder.Path, "temporary");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Whatever_becomes_of_audits_no_code_that_no_finding_quotes_is_anywhere()
    {
        await using var collector = await Collector.StartAsync();
        Directory.CreateDirectory(Temporary);
        string stuck;
        string said;
        using (var first = Start(collector.Address))
        {
            using var http = new HttpClient { BaseAddress = new Uri((await first.Address)!) };
            foreach (var form in Forms) await AuditAsync(http, form);
            foreach (var body in Refused()) await SendAsync(http, HttpMethod.Post, "/audits?audit=metered-billing", body);
            await EndEarlyAsync(http, HttpMethod.Post, "/cancel");
            await EndEarlyAsync(http, HttpMethod.Delete, "");
            stuck = await StartAsync(http, Large());
            await first.KillAsync(Cancel);
            Assert.NotEmpty(Traces.Of(CanaryCode.Hidden, Data));
            said = await first.Error + await first.Rest;
        }

        using (var second = Start(collector.Address))
        {
            using var http = new HttpClient { BaseAddress = new Uri((await second.Address)!) };
            await SendAsync(http, HttpMethod.Get, $"/audits/{stuck}/events", null);
            await SendAsync(http, HttpMethod.Get, $"/audits/{stuck}/report", null);
            while (!collector.Mentions("claudit.findings") || !collector.Spans.Any(span => span.Name == "discard")) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
            await second.KillAsync(Cancel);
            said += await second.Error + await second.Rest;
        }

        // It was loud, and it was at work.
        Assert.Contains("trce:", said, StringComparison.Ordinal);
        Assert.Contains(_answers, answer => Encoding.UTF8.GetString(answer).Contains(CanaryCode.Quoted, StringComparison.Ordinal));
        Assert.False(Traces.IsIn(Encoding.UTF8.GetBytes(said), CanaryCode.Hidden));
        Assert.False(Traces.IsIn(Encoding.UTF8.GetBytes(said), CanaryCode.Quoted));
        Assert.DoesNotContain(_answers, answer => Traces.IsIn(answer, CanaryCode.Hidden));
        Assert.DoesNotContain(collector.Traces.Concat(collector.Metrics).Concat(collector.Logs), body => Traces.IsIn(body, CanaryCode.Hidden) || Traces.IsIn(body, CanaryCode.Quoted));
        Assert.Empty(Traces.Of(CanaryCode.Hidden, _folder.Path));
    }

    private static Submission Large() => new(
        "large", "zip", [.. Enumerable.Range(0, 300).SelectMany(part => CanaryCode.Files.Select(file => ($"part{part}/{file.Path}", file.Content)))], CanaryCode.Hidden);

    private static IEnumerable<HttpContent> Refused()
    {
        yield return ApiClient.Content("application/x-tar", Encoding.UTF8.GetBytes(CanaryCode.Files[0].Content));
        yield return ApiClient.Content("application/zip", Encoding.UTF8.GetBytes(CanaryCode.Files[0].Content));
        yield return ApiClient.Json($$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":"{{CanaryCode.Hidden}}"}""");
        yield return ApiClient.Json($$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":["{{CanaryCode.Hidden}}"]}]}""");
        yield return ApiClient.Content("text/plain; charset=utf-16", Encoding.UTF8.GetBytes(CanaryCode.Hidden));
    }

    private async Task AuditAsync(HttpClient http, string form)
    {
        var id = await StartAsync(http, new Submission(form, form, CanaryCode.Files, CanaryCode.Hidden));
        await SendAsync(http, HttpMethod.Get, $"/audits/{id}/events", null);
        await SendAsync(http, HttpMethod.Get, $"/audits/{id}?after=0", null);
        foreach (var format in Formats) await SendAsync(http, HttpMethod.Get, $"/audits/{id}/report?format={format}", null);
    }

    private async Task EndEarlyAsync(HttpClient http, HttpMethod method, string path)
    {
        var id = await StartAsync(http, Large());
        await SendAsync(http, method, $"/audits/{id}{path}", null);
        await SendAsync(http, HttpMethod.Get, $"/audits/{id}/events", null);
        await SendAsync(http, HttpMethod.Get, $"/audits/{id}/report", null);
    }

    private async Task<string> StartAsync(HttpClient http, Submission submission)
    {
        var (status, body) = await SendAsync(http, HttpMethod.Post, submission.Path, submission.Content());
        Assert.Equal(202, status);
        return System.Text.Json.JsonElement.Parse(body).GetProperty("id").GetString()!;
    }

    private async Task<(int Status, byte[] Body)> SendAsync(HttpClient http, HttpMethod method, string path, HttpContent? content)
    {
        using var request = ApiClient.Request(method, path, content);
        using var response = await http.SendAsync(request, Cancel);
        var body = await response.Content.ReadAsByteArrayAsync(Cancel);
        _answers.Add(body);
        return ((int)response.StatusCode, body);
    }

    private ServerProcess Start(string collector) => ServerProcess.Start(
        Data,
        (TelemetryExport.Setting, collector),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_BLRP_SCHEDULE_DELAY", "100"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"),
        ("Logging__LogLevel__Default", "Trace"),
        ("Claudit__Api__SpoolThreshold", "100"),
        ("Claudit__Audits__ShardCharacters", "20000"),
        // Its sockets would lie among the temporary files.
        ("DOTNET_EnableDiagnostics", "0"),
        ("TMPDIR", Temporary));
}
