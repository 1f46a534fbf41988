namespace Claudit.Damage;

/// <summary>What a disk may do to a file.</summary>
public enum DamageKind
{
    CutShort,
    FlippedByte,
}

internal static class DamagedFile
{
    /// <summary>Damages every file of this name below a folder; there is at least one.</summary>
    public static void Make(string folder, string pattern, DamageKind kind)
    {
        var files = Directory.GetFiles(folder, pattern, SearchOption.AllDirectories);
        if (files.Length == 0) throw new FileNotFoundException("There is nothing to damage.", Path.Combine(folder, pattern));
        foreach (var file in files) Make(file, kind);
    }

    private static void Make(string file, DamageKind kind)
    {
        var content = File.ReadAllBytes(file);
        // In the middle, or in the header of a file that has nothing else.
        var middle = content.Length / 2;
        content[middle] ^= 0x10;
        File.WriteAllBytes(file, kind == DamageKind.CutShort ? content[..middle] : content);
    }
}
