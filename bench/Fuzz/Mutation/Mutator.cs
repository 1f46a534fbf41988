using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Claudit.Bench.Fuzz.Mutation;

/// <summary>Changes bytes the ways that have broken readers before.</summary>
/// <param name="others">What blocks are spliced in from.</param>
/// <param name="tokens">What means something in the format.</param>
/// <param name="longest">How long an input gets, in bytes.</param>
/// <param name="isText">Whether it is to stay UTF-8 for the most part: numbers in binary have zeros, which no text has.</param>
internal sealed class Mutator(ImmutableArray<byte[]> others, ImmutableArray<byte[]> tokens, int longest, bool isText)
{
    /// <summary>Ends of number ranges, and what is beside them.</summary>
    private static readonly long[] Numbers =
    [
        0, 1, -1, 2, 7, 8, 9, 16, 32, 64, 100, 127, 128, 255, 256, 511, 512, 1_000, 1_024, 4_095, 4_096, 32_767, 32_768, 65_535, 65_536, 100_000, int.MaxValue, int.MinValue,
        uint.MaxValue, 1L << 32, long.MaxValue, long.MinValue,
    ];

    public static ImmutableArray<byte[]> Tokens(params IEnumerable<string> tokens) => [.. tokens.Select(Encoding.UTF8.GetBytes)];

    public byte[] Mutate(byte[] seed, Random random)
    {
        var bytes = new List<byte>(seed);
        for (var changes = 1 << random.Next(5); changes > 0; changes--) Change(bytes, random);
        if (bytes.Count > longest) bytes.RemoveRange(longest, bytes.Count - longest);
        return [.. bytes];
    }

    private void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        switch (random.Next(18))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << random.Next(isText ? 7 : 8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)random.Next(isText ? 128 : 256);
                break;
            case 2 when !isText:
                Overwrite(bytes, at, Number(random));
                break;
            case 3:
                bytes.InsertRange(at, Encoding.ASCII.GetBytes(Numbers[random.Next(Numbers.Length)].ToString(CultureInfo.InvariantCulture)));
                break;
            case 4:
                bytes.RemoveRange(at, Length(bytes, at, random));
                break;
            case 5:
                bytes.InsertRange(at, Block(bytes, random));
                break;
            case 6:
                var moved = bytes.GetRange(at, Length(bytes, at, random));
                bytes.RemoveRange(at, moved.Count);
                bytes.InsertRange(random.Next(bytes.Count + 1), moved);
                break;
            case 7:
                bytes.InsertRange(at, Spliced(random));
                break;
            case 8:
                Overwrite(bytes, at, Spliced(random));
                break;
            case 9 when random.Next(4) == 0:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 10 when random.Next(8) == 0:
                Repeat(bytes, at, random);
                break;
            case 11 or 12:
                ChangeLine(bytes, random);
                break;
            case 13 or 14:
                ReplaceWord(bytes, random);
                break;
            default:
                bytes.InsertRange(at, Token(random));
                break;
        }
    }

    private byte[] Token(Random random) => tokens.IsEmpty ? [] : tokens[random.Next(tokens.Length)];

    private byte[] Spliced(Random random)
    {
        var other = others[random.Next(others.Length)];
        var at = random.Next(other.Length + 1);
        return other[at..Math.Min(other.Length, at + (1 << random.Next(9)))];
    }

    private static byte[] Number(Random random)
    {
        var bytes = new byte[8];
        var number = Numbers[random.Next(Numbers.Length)];
        if (random.Next(2) == 0) BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        else BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        var width = 1 << random.Next(4);
        return BitConverter.IsLittleEndian ? bytes[..width] : bytes[^width..];
    }

    /// <summary>Something nested as deep as it gets: the same before or, with what closes it, around the rest.</summary>
    private void Repeat(List<byte> bytes, int at, Random random)
    {
        var unit = random.Next(3) == 0 ? Block(bytes, random) : Token(random);
        if (unit.Length == 0) return;
        var times = Math.Min(1 << random.Next(2, 14), longest / unit.Length);
        bytes.InsertRange(at, Enumerable.Repeat(unit, times).SelectMany(each => each).ToArray());
    }

    private static void ChangeLine(List<byte> bytes, Random random)
    {
        var (from, to) = Line(bytes, random);
        var line = bytes.GetRange(from, to - from);
        switch (random.Next(3))
        {
            case 0:
                bytes.RemoveRange(from, line.Count);
                break;
            case 1:
                bytes.InsertRange(from, line);
                break;
            default:
                bytes.RemoveRange(from, line.Count);
                bytes.InsertRange(Line(bytes, random).From, line);
                break;
        }
    }

    private void ReplaceWord(List<byte> bytes, Random random)
    {
        var (from, to) = Word(CollectionsMarshal.AsSpan(bytes), random);
        var source = random.Next(2) == 0 ? others[random.Next(others.Length)] : [.. bytes];
        var (otherFrom, otherTo) = Word(source, random);
        bytes.RemoveRange(from, to - from);
        bytes.InsertRange(from, source[otherFrom..otherTo]);
    }

    private static (int From, int To) Line(List<byte> bytes, Random random)
    {
        var span = CollectionsMarshal.AsSpan(bytes);
        var at = random.Next(span.Length + 1);
        var from = span[..at].LastIndexOf((byte)'\n') + 1;
        return (from, span[at..].IndexOf((byte)'\n') is >= 0 and var end ? at + end + 1 : span.Length);
    }

    private static (int From, int To) Word(ReadOnlySpan<byte> bytes, Random random)
    {
        var from = random.Next(bytes.Length + 1);
        while (from < bytes.Length && !IsOfWord(bytes[from])) from++;
        while (from > 0 && IsOfWord(bytes[from - 1])) from--;
        var to = from;
        while (to < bytes.Length && IsOfWord(bytes[to])) to++;
        return (from, to);
    }

    private static bool IsOfWord(byte value) => value == '_' || value > 127 || char.IsAsciiLetterOrDigit((char)value);

    private static byte[] Block(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        return [.. bytes.GetRange(at, Length(bytes, at, random))];
    }

    private static int Length(List<byte> bytes, int at, Random random) => Math.Min(bytes.Count - at, random.Next(1, 1 << random.Next(1, 9)));

    private static void Overwrite(List<byte> bytes, int at, byte[] with)
    {
        var length = Math.Min(with.Length, bytes.Count - at);
        with.AsSpan(0, length).CopyTo(CollectionsMarshal.AsSpan(bytes)[at..]);
    }
}
