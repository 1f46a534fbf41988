using System.Text.Json;

namespace Claudit.Intake;

/// <summary>What keeps a body from being JSON, in words.</summary>
internal static class JsonFault
{
    public const int MostLevels = 64;

    public static ReadOnlySpan<byte> Space => " \t\r\n"u8;

    /// <param name="bytes">What was being read.</param>
    /// <param name="before">The last token of it that was good, and where it ended.</param>
    /// <param name="hasToken">Whether there was any.</param>
    /// <param name="unseen">Bytes of the line that the reader was not shown.</param>
    public static string Message(ReadOnlySpan<byte> bytes, (long At, int Depth, JsonTokenType Type) before, JsonException error, bool hasToken, long unseen)
    {
        if (!hasToken && bytes.Trim(Space).IsEmpty) return "The body is empty: send JSON, such as {\"audit\": …, \"files\": [{\"path\": …, \"content\": …}]}.";
        var place = error is { LineNumber: { } line, BytePositionInLine: { } column } ? $" at line {line + 1}, byte {column + 1 + unseen}" : "";
        return IsTooDeep(bytes[(int)before.At..], before.Depth, before.Type)
            ? $"The JSON nests deeper than {MostLevels} levels{place}: nothing that the API takes is nested like that."
            : $"The body is not valid JSON{place}: mend it there.";
    }

    /// <summary>Whether one level too many is what cannot be read; the exception tells that in its text alone.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> rest, int depth, JsonTokenType before)
    {
        var isInside = before is JsonTokenType.StartArray or JsonTokenType.StartObject;
        rest = rest.TrimStart(Space);
        var mayFollow = isInside || before == JsonTokenType.PropertyName;
        if (!mayFollow && rest is [(byte)',', ..])
        {
            rest = rest[1..].TrimStart(Space);
            mayFollow = true;
        }

        return mayFollow && (isInside ? depth + 1 : depth) >= MostLevels && rest is [(byte)'{' or (byte)'[', ..];
    }
}
