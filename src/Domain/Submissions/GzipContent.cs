using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Claudit.Submissions;

/// <summary>
/// What a gzip file (RFC 1952) unpacks to. Not GZipStream: that takes a file for whole that is cut short or goes on behind its end.
/// </summary>
/// <param name="archive">Seekable; the caller disposes it.</param>
internal sealed class GzipContent(Stream archive, Expansion expansion) : ReadOnlyStream
{
    private const int TrailerBytes = 8;

    /// <summary>The decompressor reads on behind the end of its data, by some KiB.</summary>
    private const int ReadAhead = 64 << 10;

    /// <summary>Each costs time, however little it holds.</summary>
    private const int MostMembers = 20_000;

    private const string NotGzip = "it is not compressed with gzip";
    private const string CutShort = "its checksum does not match its content: it is damaged or cut short";
    private const string GoesOn = "something follows behind its end";

    private readonly Crc32 _crc = new();
    private DeflateStream? _member;
    private int _members;
    private long _start;
    private long _length;
    private bool _ended;

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_ended)
        {
            if (_member is null && Begin() is { } broken) return Fail(broken);
            var read = _member!.Read(buffer);
            _crc.Append(buffer[..read]);
            _length += read;
            if (read > 0) return read;
            if (End() is { } wrong) return Fail(wrong);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _member?.Dispose();
        base.Dispose(disposing);
    }

    private int Fail(string reason)
    {
        _ended = true;
        expansion.Fail(reason);
        return 0;
    }

    /// <summary>Reads a member's header, and says what is wrong with it.</summary>
    private string? Begin()
    {
        Span<byte> header = stackalloc byte[10];
        if (archive.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) < header.Length || !IsMember(header)) return NotGzip;
        if (++_members > MostMembers) return $"it is made of more than {MostMembers} parts";
        var flags = header[3];
        if ((flags & 4) != 0) archive.Position += Math.Max(0, archive.ReadByte()) | (Math.Max(0, archive.ReadByte()) << 8);
        if ((flags & 8) != 0) SkipText();
        if ((flags & 16) != 0) SkipText();
        if ((flags & 2) != 0) archive.Position += 2;
        if (archive.Position > archive.Length) return CutShort;
        (_start, _length) = (archive.Position, 0);
        _member = new DeflateStream(archive, CompressionMode.Decompress, leaveOpen: true);
        return null;
    }

    /// <summary>
    /// Finds the trailer behind a member's data and goes on behind it. Where the data ended the decompressor does not tell, but what the
    /// trailer must be is known.
    /// </summary>
    private string? End()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[TrailerBytes];
        _crc.GetHashAndReset(trailer);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)_length);

        var from = Math.Max(_start, archive.Position - ReadAhead);
        var window = new byte[Math.Min(archive.Length, archive.Position + TrailerBytes) - from];
        archive.Position = from;
        archive.ReadExactly(window);
        var first = window.AsSpan().IndexOf(trailer);
        if (first < 0) return CutShort;
        // The first is the true one, or overlaps it, as where data ends in zeros and the trailer is all zeros. A later one is only a copy.
        for (int at = first, next = 0; next >= 0 && at + next < first + TrailerBytes; at += next + 1, next = window.AsSpan(at).IndexOf(trailer))
        {
            archive.Position = from + at + next + TrailerBytes;
            if (GoesOnWell()) return null;
        }

        return GoesOn;
    }

    /// <summary>Whether the file ends here, or another member begins. Zeros fill it up, as on tapes.</summary>
    private bool GoesOnWell()
    {
        var here = archive.Position;
        var buffer = new byte[4_096];
        for (var first = true; ; first = false)
        {
            var read = archive.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (first && IsMember(buffer.AsSpan(0, read)))
            {
                archive.Position = here;
                return true;
            }

            if (buffer.AsSpan(0, read).ContainsAnyExcept((byte)0)) return false;
            if (read == buffer.Length) continue;
            _ended = true;
            return true;
        }
    }

    private void SkipText()
    {
        while (archive.ReadByte() > 0)
        {
        }
    }

    /// <summary>Magic number, deflate, and none of the flags that are reserved.</summary>
    private static bool IsMember(ReadOnlySpan<byte> header) => header is [0x1F, 0x8B, 8, < 32, ..];
}
