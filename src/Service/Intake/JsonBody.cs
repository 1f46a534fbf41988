using System.Text;
using System.Text.Json;
using Claudit.Api;

namespace Claudit.Intake;

/// <summary>A request's body as JSON, or in words what keeps it from being that.</summary>
internal static class JsonBody
{
    private const int MostLevels = 64;

    /// <summary>Null with a problem when it cannot be read. Names that are repeated, or not valid Unicode, are for the reader to note.</summary>
    /// <param name="body">Must stay as it is as long as the document is used.</param>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> body, out Problem? problem)
    {
        if (body.Span.StartsWith(Encoding.UTF8.Preamble)) body = body[Encoding.UTF8.Preamble.Length..];
        try
        {
            problem = null;
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MostLevels });
        }
        catch (JsonException error)
        {
            problem = new Problem(ProblemTypes.JsonMalformed.Code, "", Message(body.Span, error));
            return null;
        }
    }

    private static string Message(ReadOnlySpan<byte> body, JsonException error)
    {
        if (body.Trim(" \t\r\n"u8).IsEmpty) return "The body is empty: send JSON, such as {\"audit\": …, \"files\": [{\"path\": …, \"content\": …}]}.";
        var place = error is { LineNumber: { } line, BytePositionInLine: { } column } ? $" at line {line + 1}, byte {column + 1}" : "";
        return IsTooDeep(body)
            ? $"The JSON nests deeper than {MostLevels} levels{place}: nothing that the API takes is nested like that."
            : $"The body is not valid JSON{place}: mend it there.";
    }

    /// <summary>Whether it nests too deeply before anything else is wrong with it; the exception tells the two apart in its text alone.</summary>
    private static bool IsTooDeep(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MostLevels + 1 });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth >= MostLevels && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return true;
        }
        catch (JsonException)
        {
            return false;
        }

        return false;
    }
}
