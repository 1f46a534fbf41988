using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Claudit.Telemetry;

/// <summary>Takes in what a server exports over OTLP, as protocol buffers over HTTP.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Collector(WebApplication app) => _app = app;

    public ConcurrentQueue<byte[]> Traces { get; } = [];

    public ConcurrentQueue<byte[]> Metrics { get; } = [];

    public ConcurrentQueue<byte[]> Logs { get; } = [];

    public string Address => _app.Urls.First();

    public IEnumerable<ExportedSpan> Spans => Traces.SelectMany(ExportedSpan.In);

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var collector = new Collector(builder.Build());
        collector.Take("/v1/traces", collector.Traces);
        collector.Take("/v1/metrics", collector.Metrics);
        collector.Take("/v1/logs", collector.Logs);
        await collector._app.StartAsync();
        return collector;
    }

    /// <summary>Whether anything exported so far holds this text.</summary>
    public bool Mentions(string text) => Traces.Concat(Metrics).Concat(Logs).Any(body => body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private void Take(string path, ConcurrentQueue<byte[]> bodies) => _app.MapPost(path, async (HttpRequest request) =>
    {
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        bodies.Enqueue(body.ToArray());
    });
}
