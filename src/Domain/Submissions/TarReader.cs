using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace Claudit.Submissions;

/// <summary>
/// Reads ustar, pax and GNU archives. Not System.Formats.Tar: that allocates the memory that a header declares before it has read
/// a byte of it, and answers malformed headers with exceptions of many types.
/// </summary>
internal static class TarReader
{
    private const int Block = 512;

    /// <summary>Names and attributes stand in records of their own; none that is honest comes near this.</summary>
    private const int LongestRecord = 64 * 1_024;

    private const string NotTar = "it is not a tar archive, or a damaged one";

    private const string EndsEarly = "it ends in the middle of a name";

    public static IEnumerable<SubmittedEntry> Entries(Stream tar, Expansion expansion)
    {
        var header = new byte[Block];
        string? longName = null, longTarget = null;
        long? longSize = null;
        while (!expansion.Failed)
        {
            var read = tar.ReadAtLeast(header, Block, throwOnEndOfStream: false);
            if (read == 0 || header.AsSpan(0, read).IndexOfAnyExcept((byte)0) < 0) yield break;
            if (read < Block || !HasChecksum(header) || Number(header.AsSpan(124, 12)) is not { } size)
            {
                expansion.Fail(NotTar);
                yield break;
            }

            var type = (char)header[156];
            if (type is 'x' or 'L' or 'K')
            {
                if (Record(tar, size, expansion) is not { } record) yield break;
                if (type == 'L') longName = Text(record);
                else if (type == 'K') longTarget = Text(record);
                else ReadAttributes(record, ref longName, ref longTarget, ref longSize);
                continue;
            }

            var content = new ContentStream(tar, longSize ?? size);
            if (content.Length < 0)
            {
                expansion.Fail(NotTar);
                yield break;
            }

            var name = longName ?? Name(header);
            var isFile = type is '0' or '\0' or '7' && !name.EndsWith('/');
            if (isFile || type is '1' or '2')
            {
                yield return new SubmittedEntry(name, () => content)
                {
                    LinkTarget = isFile ? null : longTarget ?? Text(header.AsSpan(157, 100)),
                    LinksFromRoot = type == '1',
                };
            }
            else if (type is '3' or '4' or '6' or 'S')
            {
                yield return SubmittedEntry.Skipped(name, SkipReason.SpecialFile);
            }

            (longName, longTarget, longSize) = (null, null, null);
            if (!content.SkipRest()) expansion.Fail($"it ends in the middle of '{SubmissionPath.Shown(name)}'");
        }
    }

    private static byte[]? Record(Stream tar, long size, Expansion expansion)
    {
        if (size is < 0 or > LongestRecord)
        {
            expansion.Fail(NotTar);
            return null;
        }

        var content = new ContentStream(tar, size);
        var record = new byte[size];
        if (content.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == size && content.SkipRest()) return record;
        expansion.Fail(EndsEarly);
        return null;
    }

    /// <summary>Attributes are lines <c>length key=value</c>, the length in decimal and counting the whole line.</summary>
    private static void ReadAttributes(ReadOnlySpan<byte> record, ref string? name, ref string? target, ref long? size)
    {
        while (record.IndexOf((byte)' ') is > 0 and var space
            && int.TryParse(record[..space], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            && length > space + 1 && length <= record.Length)
        {
            var line = record[(space + 1)..(length - 1)];
            var equals = line.IndexOf((byte)'=');
            if (equals > 0)
            {
                var value = line[(equals + 1)..];
                if (line[..equals].SequenceEqual("path"u8)) name = Text(value);
                else if (line[..equals].SequenceEqual("linkpath"u8)) target = Text(value);
                else if (line[..equals].SequenceEqual("size"u8)) size = Decimal(value);
            }

            record = record[length..];
        }
    }

    /// <summary>-1 when it is no number.</summary>
    private static long Decimal(ReadOnlySpan<byte> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private static string Name(ReadOnlySpan<byte> header)
    {
        var name = Text(header[..100]);
        // GNU archives have "ustar  " here, and times where ustar has a prefix.
        var prefix = header[257..263].SequenceEqual("ustar\0"u8) ? Text(header.Slice(345, 155)) : "";
        return prefix.Length == 0 ? name : $"{prefix}/{name}";
    }

    private static string Text(ReadOnlySpan<byte> field)
    {
        var end = field.IndexOf((byte)0);
        if (end >= 0) field = field[..end];
        return (Utf8.IsValid(field) ? Encoding.UTF8 : Encoding.Latin1).GetString(field);
    }

    /// <summary>Octal digits, or with the first bit set a binary number; null when it is neither.</summary>
    private static long? Number(ReadOnlySpan<byte> field)
    {
        if ((field[0] & 0x80) != 0)
        {
            var value = BinaryPrimitives.ReadInt64BigEndian(field[^8..]);
            return value < 0 || (field[0] & 0x7F) != 0 || field[1..^8].IndexOfAnyExcept((byte)0) >= 0 ? null : value;
        }

        var digits = field.Trim(" \0"u8);
        long number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'7') return null;
            number = number * 8 + (digit - '0');
        }

        return number;
    }

    private static bool HasChecksum(ReadOnlySpan<byte> header)
    {
        var sum = 8 * ' ';
        for (var i = 0; i < Block; i++)
            if (i is < 148 or >= 156) sum += header[i];
        return Number(header.Slice(148, 8)) == sum;
    }

    /// <summary>One file's bytes within the archive; the padding to a whole block follows them.</summary>
    private sealed class ContentStream(Stream tar, long length) : ReadOnlyStream
    {
        private long _read;

        public override long Length => length;

        public override int Read(Span<byte> buffer)
        {
            var read = tar.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
            _read += read;
            return read;
        }

        /// <summary>False when the archive ends before the file does. Lost padding at the very end harms nobody.</summary>
        public bool SkipRest()
        {
            Span<byte> buffer = stackalloc byte[4_096];
            while (Read(buffer) > 0)
            {
            }

            var padding = (int)((Block - length % Block) % Block);
            tar.ReadAtLeast(buffer[..padding], padding, throwOnEndOfStream: false);
            return _read == length;
        }
    }
}
