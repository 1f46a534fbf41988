using System.Diagnostics;
using Claudit.Api;
using Claudit.Local.Serving;
using Claudit.Workflow;
using Xunit;

namespace Claudit.Damage;

/// <summary>A disk that takes no writes for a while, as a full one or one that has become read-only.</summary>
public sealed class RefusedWrites : IAsyncDisposable
{
    private const int MebibytesOfDisk = 4;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("claudit-full-");
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ClauditHost? _host;
    private bool _isMounted;
    private volatile bool _isHolding;

    private string Data => Path.Combine(_folder.FullName, "disk", "data");

    private string Ballast => Path.Combine(_folder.FullName, "disk", "ballast");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_host is not null) await _host.DisposeAsync();
        if (_isMounted) Run("umount", Path.Combine(_folder.FullName, "disk"));
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task While_the_disk_is_full_starts_are_refused_and_running_audits_wait_for_room()
    {
        var disk = _folder.CreateSubdirectory("disk").FullName;
        _isMounted = OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={MebibytesOfDisk}m", "tmpfs", disk);
        Assert.SkipUnless(_isMounted, "A disk of its own needs a user who may mount one.");

        await CheckAsync(Fill, () => File.Delete(Ballast));
    }

    [Fact]
    public async Task While_no_file_can_be_made_starts_are_refused_and_running_audits_wait()
    {
        var temporary = Path.Combine(Data, "objects", "temporary~");
        await CheckAsync(
            () =>
            {
                Directory.Move(temporary, temporary + "away");
                File.WriteAllText(temporary, "A file where a folder has to be.");
            },
            () =>
            {
                File.Delete(temporary);
                Directory.Move(temporary + "away", temporary);
            });
    }

    private async Task CheckAsync(Action refuse, Action allow)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Data)!);
        var start = await ClauditHost.StartAsync(new ServeOptions { Urls = "http://127.0.0.1:0", Data = Data, Activities = Hold }, Cancel);
        Assert.Empty(start.Problems);
        _host = start.Host!;
        using var client = new ApiClient(_host.Addresses[0], _host.Routes);
        var ended = await client.StartAsync();
        await client.EndedAsync(ended);
        _isHolding = true;
        var running = await client.StartAsync();
        await _reached.Task.WaitAsync(Cancel);

        refuse();
        var refused = await client.PostAsync("/audits", Small(), ("Idempotency-Key", "key"));
        Assert.StartsWith("The server cannot use its disk", refused.Problem(503, "storage-unavailable"), StringComparison.Ordinal);
        Assert.Equal("30", refused.Header("Retry-After"));
        Assert.Equal(503, (await client.GetAsync("/health/ready")).Status);
        Assert.Equal(204, (await client.DeleteAsync($"/audits/{ended}")).Status);
        Assert.Single((await client.GetAsync("/audits")).Json.GetProperty("items").EnumerateArray());
        _letGo.SetResult();
        // Longer than the attempts of a step that fails for something else.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TimeProvider.System, Cancel);
        Assert.Equal("running", (await client.GetAsync($"/audits/{running}")).State);

        allow();
        Assert.Equal("completed", (await client.EndedAsync(running)).State);
        Assert.Equal(200, (await client.GetAsync("/health/ready")).Status);
        var taken = await client.PostAsync("/audits", Small(), ("Idempotency-Key", "key"));
        Assert.Equal(202, taken.Status);
        Assert.Equal("completed", (await client.EndedAsync(taken.Id)).State);
        Assert.Equal(2, (await client.GetAsync("/audits")).Json.GetProperty("items").GetArrayLength());
    }

    private static HttpContent Small() => ApiClient.Files(("src/meter.ts", ApiClient.Snippet));

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }

    private void Hold(ActivityTable activities)
    {
        var audit = activities.Find(AuditWorkflow.AuditSection);
        activities.Add(AuditWorkflow.AuditSection, async (input, cancel) =>
        {
            if (!_isHolding) return await audit(input, cancel);
            _reached.TrySetResult();
            await _letGo.Task.WaitAsync(cancel);
            return await audit(input, cancel);
        });
    }

    private void Fill()
    {
        using var ballast = new FileStream(Ballast, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true) ballast.Write(block);
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
