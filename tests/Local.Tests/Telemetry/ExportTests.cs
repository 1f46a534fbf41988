using Claudit.Crashes;
using Xunit;

namespace Claudit.Telemetry;

public sealed class ExportTests : IDisposable
{
    private const string Canary = "canary7f3a";

    private static readonly string[] Activities = ["plan", "analyze", "audit-section", "merge", "meter", "discard"];
    private static readonly string[] Instruments = ["claudit.audits", "claudit.findings", "claudit.section.duration", "claudit.source.held"];

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("claudit-telemetry-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_request_its_audit_and_the_activities_are_one_trace_and_no_code_is_in_it()
    {
        await using var collector = await Collector.StartAsync();
        using var server = Start(collector.Address);
        using var client = new HttpClient { BaseAddress = new Uri((await server.Address)!) };

        var code = $"export function {Canary}(u) {{ try {{ stripe.billing.meterEvents.create({{ event_name: '{Canary}', payload: {{ value: u }} }}); }} catch {{ }} }}\n";
        using var started = await client.PostAsync("/api/v1/audits?audit=metered-billing", new StringContent(code), Cancel);
        Assert.Equal(202, (int)started.StatusCode);
        await UntilAsync(() => collector.Spans.Any(span => span.Name == "audit") && Instruments.All(collector.Mentions));

        var spans = collector.Spans.ToList();
        var audit = Assert.Single(spans, span => span.Name == "audit");
        var request = Assert.Single(spans, span => span.Id == audit.Parent);
        Assert.StartsWith("POST", request.Name, StringComparison.Ordinal);
        Assert.Equal(Activities.Order(), spans.Where(span => span.Parent == audit.Id).Select(span => span.Name).Distinct().Order());
        Assert.All(spans.Where(span => span.Parent == audit.Id), span => Assert.Equal(request.Trace, span.Trace));
        Assert.False(collector.Mentions(Canary));
    }

    [Fact]
    public async Task An_audit_that_goes_on_in_another_process_stays_in_its_trace()
    {
        const string trace = "0AF7651916CD43DD8448EB211C80319C";
        await using var collector = await Collector.StartAsync();
        using (var first = Start(collector.Address))
        {
            using var client = new HttpClient { BaseAddress = new Uri((await first.Address)!) };
            client.DefaultRequestHeaders.Add("traceparent", $"00-{trace.ToLowerInvariant()}-b7ad6b7169203331-01");
            using var started = await client.PostAsync("/api/v1/audits?audit=metered-billing", Submission.Large(400, new Random(1)).Content(), Cancel);
            Assert.Equal(202, (int)started.StatusCode);
            await UntilAsync(() => collector.Spans.Any(span => span.Name == "plan"));
            await first.KillAsync(Cancel);
        }

        Assert.DoesNotContain(collector.Spans, span => span.Name == "audit");
        using var second = Start(collector.Address);
        await UntilAsync(() => collector.Spans.Any(span => span.Name == "audit"));

        var spans = collector.Spans.ToList();
        Assert.Equal(trace, spans.Single(span => span.Name == "audit").Trace);
        Assert.All(spans.Where(span => Activities.Contains(span.Name)), span => Assert.Equal(trace, span.Trace));
        Assert.Single(spans, span => span.Name == "discard");
    }

    [Fact]
    public void Every_metric_is_described() =>
        Assert.All(Instruments, instrument => Assert.Contains($"| `{instrument}` |", RepositoryFile.Read("docs/operating.md"), StringComparison.Ordinal));

    private ServerProcess Start(string collector) => ServerProcess.Start(
        _data.FullName,
        (TelemetryExport.Setting, collector),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_BSP_SCHEDULE_DELAY", "100"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "200"));

    private static async Task UntilAsync(Func<bool> holds)
    {
        while (!holds()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
    }
}
