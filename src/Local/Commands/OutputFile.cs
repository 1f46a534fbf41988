using System.Text;

namespace Claudit.Local.Commands;

/// <summary>The file that <c>--output</c> names. It holds a whole report or what it held before.</summary>
internal sealed class OutputFile
{
    private readonly string _path;

    private OutputFile(string path) => _path = path;

    /// <summary>Null when nothing can be written there, and then <paramref name="problem"/> says why.</summary>
    public static OutputFile? At(string path, out string? problem)
    {
        problem = null;
        if (path.Length == 0)
        {
            problem = "--output has no name; give it a file's.";
            return null;
        }

        var full = Path.GetFullPath(path);
        // A link stays a link, and the file that it leads to is replaced.
        if (new FileInfo(full).LinkTarget is not null) full = File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
        if (Directory.Exists(full)) problem = $"--output '{path}' is a folder; name a file in it.";
        else if (!Directory.Exists(Path.GetDirectoryName(full))) problem = $"The folder of --output '{path}' does not exist; create it first.";
        return problem is null ? new OutputFile(full) : null;
    }

    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (new FileInfo(_path) is { Exists: true, Length: 0 })
        {
            // An empty file has nothing to lose, and a device such as /dev/null, whose length is 0 too, must not be replaced.
            File.WriteAllBytes(_path, bytes);
            return;
        }

        var unfinished = Path.Combine(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.{Environment.ProcessId}.tmp");
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, _path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
