using System.Text;

namespace Claudit.Local.Commands;

/// <summary>The file that <c>--output</c> names. It holds a whole report or what it held before.</summary>
internal sealed class OutputFile
{
    private OutputFile(string path) => Path = path;

    /// <summary>As <see cref="RealPath"/> gives it: a link stays a link, and the file that it leads to is replaced.</summary>
    public string Path { get; }

    /// <summary>Null when nothing can be written there, and then <paramref name="problem"/> says why.</summary>
    public static OutputFile? At(string path, out string? problem)
    {
        problem = null;
        if (path.Length == 0)
        {
            problem = "--output has no name; give it a file's.";
            return null;
        }

        var full = RealPath.Of(path);
        if (Directory.Exists(full)) problem = $"--output '{path}' is a folder; name a file in it.";
        else if (!Directory.Exists(System.IO.Path.GetDirectoryName(full))) problem = $"The folder of --output '{path}' does not exist; create it first.";
        else if (SpecialFile.Is(full) && !SpecialFile.TakesOutput(full)) problem = $"--output '{path}' is a pipe, a socket or a disk, not a file: name a file, or pass on the standard output.";
        return problem is null ? new OutputFile(full) : null;
    }

    public void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (SpecialFile.Is(Path) || new FileInfo(Path) is { Exists: true, Length: 0 })
        {
            // A device such as /dev/null must not be replaced, and an empty file has nothing to lose.
            File.WriteAllBytes(Path, bytes);
            return;
        }

        var unfinished = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, $".{System.IO.Path.GetFileName(Path)}.{Environment.ProcessId}.tmp");
        try
        {
            File.WriteAllBytes(unfinished, bytes);
            File.Move(unfinished, Path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
