using System.Text;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>Several files in one object: for each its path, language and text, compressed together.</summary>
internal static class SourcePack
{
    public static ReadOnlyMemory<byte> Pack(IReadOnlyCollection<SourceFile> files) => Compressed.Write(stream =>
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(files.Count);
        foreach (var file in files)
        {
            writer.Write(file.Path);
            writer.Write((int)file.Language);
            writer.Write(file.Text);
        }
    });

    /// <summary>The files, unpacked one at a time.</summary>
    public static IEnumerable<SourceFile> Unpack(ReadOnlyMemory<byte> content)
    {
        using var reader = new BinaryReader(Compressed.Open(content), Encoding.UTF8);
        for (var left = reader.ReadInt32(); left > 0; left--)
            yield return new SourceFile(reader.ReadString(), (Language)reader.ReadInt32(), reader.ReadString());
    }
}
