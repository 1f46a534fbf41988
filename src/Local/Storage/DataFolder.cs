namespace Claudit.Local.Storage;

/// <summary>Where an embedded host keeps everything. One process at a time may have it open; the lock goes with the process.</summary>
public sealed class DataFolder : IDisposable
{
    // What the framework says of a file that another process has opened for itself alone.
    private const int SharingViolation = unchecked((int)0x80070020);
    private const int EagainOfLinux = 11;
    private const int EagainOfMacOs = 35;

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Absolute.</summary>
    public string Path { get; }

    public string Objects => System.IO.Path.Combine(Path, "objects");

    public string Logs => System.IO.Path.Combine(Path, "logs");

    /// <summary>Creates the folder where it is missing, for its owner alone. Null when it cannot be used, and then <paramref name="problem"/> says why.</summary>
    public static DataFolder? TryOpen(string path, out Problem? problem)
    {
        var full = System.IO.Path.GetFullPath(path);
        problem = null;
        try
        {
            Create(full);
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            problem = new Problem("data-unusable", full, $"The data folder '{full}' cannot be created; choose another with --data.");
            return null;
        }

        try
        {
            var held = new FileStream(System.IO.Path.Combine(full, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new DataFolder(full, held);
        }
        catch (IOException held) when (held.HResult is SharingViolation or EagainOfLinux or EagainOfMacOs)
        {
            problem = new Problem(
                "data-in-use",
                full,
                $"Another claudit already uses the data folder '{full}'; stop it, or choose another folder with --data.");
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            problem = new Problem("data-unusable", full, $"The data folder '{full}' cannot be written to; choose another with --data.");
        }

        return null;
    }

    public void Dispose() => _lock.Dispose();

    private static void Create(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
