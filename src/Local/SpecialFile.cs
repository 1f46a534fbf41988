using System.Formats.Tar;

namespace Claudit.Local;

/// <summary>Pipes, sockets and devices: they stand among files and give what another program decides, perhaps nothing for ever.</summary>
internal static class SpecialFile
{
    private const int HeaderType = 156;

    /// <summary>Opens nothing but empty files.</summary>
    /// <param name="path">As <see cref="RealPath"/> gives it.</param>
    public static bool Is(string path) => TypeOf(path) is not null;

    /// <summary>Whether it takes what is written to it, without waiting for another program to open it: a device, or a pipe that is open.</summary>
    /// <param name="path">As <see cref="RealPath"/> gives it.</param>
    public static bool TakesOutput(string path) => TypeOf(path) is TarEntryType.CharacterDevice or TarEntryType.SymbolicLink;

    /// <summary>Null for anything else; a link for a pipe that this process has open; a pipe for a socket as well.</summary>
    private static TarEntryType? TypeOf(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) return Path.Exists(path) ? TarEntryType.SymbolicLink : null;
        if (!file.Exists || file.Length > 0) return null;
        var header = new MemoryStream();
        try
        {
            // Only the writer of archives tells what kind of file it has before it.
            using var archive = new TarWriter(header, TarEntryFormat.Ustar);
            archive.WriteEntry(path, "file");
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
        catch (IOException)
        {
            // An archive has no place for a socket.
            return File.Exists(path) ? TarEntryType.Fifo : null;
        }

        var type = (TarEntryType)header.GetBuffer()[HeaderType];
        return type == TarEntryType.RegularFile ? null : type;
    }
}
