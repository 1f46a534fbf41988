namespace Claudit.Intake;

/// <summary>
/// Where an upload waits until it has been read: in memory while it is small, else in a file that loses its name as soon as it is open,
/// so that nothing is left of it however the process ends.
/// </summary>
internal sealed class Spool(string folder, int threshold) : IDisposable
{
    private const int CopyBytes = 64 << 10;

    private Stream _content = new MemoryStream();

    /// <summary>Seekable; valid until the spool is disposed.</summary>
    public Stream Content => _content;

    public long Length => _content.Length;

    /// <summary>Adds all of <paramref name="source"/> and gives the number of its bytes.</summary>
    public async Task<long> AppendAsync(Stream source, CancellationToken cancel)
    {
        var start = _content.Position = _content.Length;
        var buffer = new byte[CopyBytes];
        for (int read; (read = await source.ReadAsync(buffer, cancel)) > 0;) await WriteAsync(buffer.AsMemory(0, read), cancel);
        return _content.Length - start;
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        _content.Position = _content.Length;
        await WriteAsync(bytes, cancel);
    }

    public void Dispose() => _content.Dispose();

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        if (_content is MemoryStream && _content.Length + bytes.Length > threshold) await MoveToFileAsync(cancel);
        await _content.WriteAsync(bytes, cancel);
    }

    private async Task MoveToFileAsync(CancellationToken cancel)
    {
        var memory = _content;
        _content = OpenNameless(folder);
        memory.Position = 0;
        await memory.CopyToAsync(_content, cancel);
        await memory.DisposeAsync();
    }

    private static FileStream OpenNameless(string folder)
    {
        var path = Path.Combine(folder, $"claudit-{Path.GetRandomFileName()}");
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            Options = FileOptions.DeleteOnClose,
        };
        // Windows deletes it with its last handle, also after a crash, and has no such modes; elsewhere the name can go at once.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
