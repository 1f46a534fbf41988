using System.Buffers.Binary;
using System.Text;
using Claudit.Submissions;

namespace Claudit.Storage;

/// <summary>
/// Several files in one object: a directory of paths, and behind it the texts, compressed in blocks, so that one file can be had without
/// unpacking all.
/// </summary>
internal sealed class SourcePack
{
    /// <summary>Characters of files that are compressed together; a longer file has a block of its own.</summary>
    private const int BlockCharacters = 1 << 16;

    /// <summary>A file's language and the length of its text in UTF-8.</summary>
    private const int HeaderBytes = 1 + sizeof(int);

    private readonly ReadOnlyMemory<byte> _content;
    private readonly List<Block> _blocks = [];

    /// <param name="content">What <see cref="Pack"/> gave.</param>
    public SourcePack(ReadOnlyMemory<byte> content)
    {
        _content = content;
        using var reader = new BinaryReader(Compressed.Bytes(content), Encoding.UTF8);
        var blocks = reader.ReadInt32();
        for (var start = 0; _blocks.Count < blocks; start += _blocks[^1].Packed)
        {
            var length = reader.ReadInt32();
            var paths = new string[reader.ReadInt32()];
            for (var index = 0; index < paths.Length; index++) paths[index] = reader.ReadString();
            _blocks.Add(new Block(start, length, reader.ReadInt32(), paths));
        }

        TextsStart = (int)reader.BaseStream.Position;
    }

    /// <summary>The files, unpacked one block at a time.</summary>
    public IEnumerable<SourceFile> Files => Enumerable.Range(0, _blocks.Count).SelectMany(FilesOf);

    /// <summary>The path of each file, with the number of its block.</summary>
    public IEnumerable<(string Path, int Block)> Directory => _blocks.SelectMany((block, number) => block.Paths.Select(path => (path, number)));

    private int TextsStart { get; }

    public static ReadOnlyMemory<byte> Pack(IReadOnlyList<SourceFile> files)
    {
        var blocks = Blocks(files).ToList();
        var texts = blocks.ConvertAll(Compress);
        var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(blocks.Count);
            for (var number = 0; number < blocks.Count; number++)
            {
                writer.Write(texts[number].Packed.Length);
                writer.Write(blocks[number].Count);
                foreach (var file in blocks[number]) writer.Write(file.Path);
                writer.Write(texts[number].Unpacked);
            }

            foreach (var text in texts) writer.Write(text.Packed.Span);
        }

        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    /// <summary>The files of one block.</summary>
    public IEnumerable<SourceFile> FilesOf(int number)
    {
        var block = _blocks[number];
        var bytes = new byte[block.Unpacked];
        using (var stream = Compressed.Open(_content.Slice(TextsStart + block.Start, block.Packed))) stream.ReadExactly(bytes);
        var at = 0;
        foreach (var path in block.Paths)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at + 1));
            yield return new SourceFile(path, (Language)bytes[at], Encoding.UTF8.GetString(bytes, at + HeaderBytes, length));
            at += HeaderBytes + length;
        }
    }

    private static IEnumerable<List<SourceFile>> Blocks(IReadOnlyList<SourceFile> files)
    {
        var (open, characters) = (new List<SourceFile>(), 0L);
        foreach (var file in files)
        {
            if (open.Count > 0 && characters + file.Text.Length > BlockCharacters)
            {
                yield return open;
                (open, characters) = ([], 0);
            }

            open.Add(file);
            characters += file.Text.Length;
        }

        if (open.Count > 0) yield return open;
    }

    private static (ReadOnlyMemory<byte> Packed, int Unpacked) Compress(List<SourceFile> files)
    {
        var bytes = new byte[files.Sum(file => HeaderBytes + Encoding.UTF8.GetByteCount(file.Text))];
        var at = 0;
        foreach (var file in files)
        {
            bytes[at] = checked((byte)file.Language);
            var length = Encoding.UTF8.GetBytes(file.Text, bytes.AsSpan(at + HeaderBytes));
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at + 1), length);
            at += HeaderBytes + length;
        }

        return (Compressed.Write(stream => stream.Write(bytes)), bytes.Length);
    }

    private readonly record struct Block(int Start, int Packed, int Unpacked, string[] Paths);
}
