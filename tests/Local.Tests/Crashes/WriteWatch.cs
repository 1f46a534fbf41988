using System.Collections.Concurrent;
using Xunit;

namespace Claudit.Crashes;

/// <summary>Sees from outside which files a process writes below a folder, by what the operating system tells of new names.</summary>
internal sealed class WriteWatch : IDisposable
{
    private const string Mark = "watch-mark";

    private readonly FileSystemWatcher _watcher;
    private readonly ConcurrentQueue<string> _written = new();
    private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _folder;
    private int _left;

    /// <param name="folder">Created where it is missing. Of folders in it that are new, the first writes may go unseen.</param>
    /// <param name="writes">After how many <see cref="Reached"/> completes. Arriving source is not counted: hundreds of packs at once would leave no time for anything else.</param>
    public WriteWatch(string folder, int writes)
    {
        (_folder, _left) = (folder, writes);
        Directory.CreateDirectory(folder);
        _watcher = new FileSystemWatcher(folder) { IncludeSubdirectories = true, NotifyFilter = NotifyFilters.FileName };
        _watcher.Created += (_, file) => Note(file.FullPath);
        _watcher.Renamed += (_, file) => Note(file.FullPath);
        _watcher.Error += (_, error) => _settled.TrySetException(error.GetException());
        _watcher.EnableRaisingEvents = true;
    }

    public Task Reached => _reached.Task;

    /// <summary>The paths, once for every write.</summary>
    public IReadOnlyCollection<string> Written => _written;

    /// <summary>Completes when all that was written before is noted; fails when anything may have been missed.</summary>
    public async Task SettleAsync()
    {
        var mark = Path.Combine(_folder, Mark);
        await File.WriteAllTextAsync(mark, "", TestContext.Current.CancellationToken);
        await _settled.Task.WaitAsync(TestContext.Current.CancellationToken);
        File.Delete(mark);
    }

    public void Dispose() => _watcher.Dispose();

    private void Note(string path)
    {
        if (path.EndsWith(Mark, StringComparison.Ordinal))
        {
            _settled.TrySetResult();
            return;
        }

        _written.Enqueue(path);
        if (!IsArriving(path) && Interlocked.Decrement(ref _left) == 0) _reached.SetResult();
    }

    private static bool IsArriving(string path) => Path.GetFileName(Path.GetDirectoryName(path)) is "source" or "temporary~";
}
