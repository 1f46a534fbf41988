using System.Formats.Tar;

namespace Claudit.Local;

/// <summary>Pipes, sockets and devices: they stand among files and give what another program decides, perhaps nothing for ever.</summary>
internal static class SpecialFile
{
    private const int HeaderType = 156;

    /// <summary>Opens nothing but empty files.</summary>
    /// <param name="path">As <see cref="RealPath"/> gives it.</param>
    public static bool Is(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null) return Path.Exists(path);
        if (!file.Exists || file.Length > 0) return false;
        var header = new MemoryStream();
        try
        {
            // Only the writer of archives tells what kind of file it has before it.
            using var archive = new TarWriter(header, TarEntryFormat.Ustar);
            archive.WriteEntry(path, "file");
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
        catch (IOException)
        {
            // An archive has no place for a socket.
            return File.Exists(path);
        }

        return header.GetBuffer()[HeaderType] != (byte)TarEntryType.RegularFile;
    }
}
