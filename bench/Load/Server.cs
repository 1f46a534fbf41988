using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Claudit.Bench.Load;

/// <summary>The server, built as this program is, in a process of its own over a folder of its own.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string _data;

    private Server(Process process, string data) => (Process, _data) = (process, data);

    public Process Process { get; }

    public HttpClient Http { get; } = new() { Timeout = TimeSpan.FromMinutes(10) };

    public static async Task<Server> StartAsync(params (string Name, string Value)[] environment)
    {
        var data = Directory.CreateTempSubdirectory("claudit-load-").FullName;
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "claudit.dll"), "serve", "--urls", "http://127.0.0.1:0", "--data", data])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        var server = new Server(Process.Start(start)!, data);
        var greeting = await server.Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The server did not start.");
        server.Http.BaseAddress = new Uri(greeting.Split(' ', ',')[3] + "/api/v1/");
        return server;
    }

    /// <summary>The most memory that the server has had so far, in MiB; 0 where the system does not tell.</summary>
    public double PeakMebibytes => Memory.Peak(Process.Id);

    /// <summary>Measures the server from now on.</summary>
    public Watch Watch() => Load.Watch.Start(Process);

    /// <summary>Audits something and waits for the end.</summary>
    public async Task<AuditTimes> AuditAsync(Func<HttpContent> content, string path = "audits")
    {
        var watch = Stopwatch.StartNew();
        using var answer = await Http.PostAsync(path, content());
        var status = await answer.Content.ReadFromJsonAsync<JsonElement>();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException(status.ToString());
        var admitted = watch.Elapsed;
        TimeSpan? finding = null;
        var findings = 0;
        var id = status.GetProperty("id").GetString();
        await using var stream = await Http.GetStreamAsync($"audits/{id}/events");
        await foreach (var item in SseParser.Create(stream).EnumerateAsync())
        {
            if (item.EventType == "finding")
            {
                finding ??= watch.Elapsed;
                findings++;
            }

            if (item.EventType == "end") return new AuditTimes(admitted, finding ?? watch.Elapsed, watch.Elapsed, findings);
        }

        throw new InvalidOperationException("The stream ended before the audit did.");
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync();
        Process.Dispose();
        Http.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}

/// <summary>How long after its request was begun.</summary>
/// <param name="Admitted">The answer was there.</param>
/// <param name="FirstFinding">The first finding was on the stream, which is opened behind the answer.</param>
/// <param name="Ended">The end was on the stream.</param>
internal sealed record AuditTimes(TimeSpan Admitted, TimeSpan FirstFinding, TimeSpan Ended, int Findings);
