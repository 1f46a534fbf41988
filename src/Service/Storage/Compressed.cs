using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Claudit.Storage;

/// <summary>Content of objects that are too large to be stored as they are.</summary>
internal static class Compressed
{
    public static ReadOnlyMemory<byte> Write<T>(T value, JsonTypeInfo<T> type) =>
        Write(stream => JsonSerializer.Serialize(stream, value, type));

    /// <summary>What <paramref name="write"/> writes, compressed.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Stream> write)
    {
        var content = new MemoryStream();
        using (var stream = new DeflateStream(content, CompressionLevel.Fastest, leaveOpen: true)) write(stream);
        return content.GetBuffer().AsMemory(0, (int)content.Length);
    }

    public static T? Read<T>(ReadOnlyMemory<byte> content, JsonTypeInfo<T> type)
    {
        using var stream = Open(content);
        return JsonSerializer.Deserialize(stream, type);
    }

    public static Stream Open(ReadOnlyMemory<byte> content) => new DeflateStream(Bytes(content), CompressionMode.Decompress);

    public static MemoryStream Bytes(ReadOnlyMemory<byte> content)
    {
        var bytes = MemoryMarshal.TryGetArray(content, out var array) ? array : new ArraySegment<byte>(content.ToArray());
        return new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false);
    }
}
