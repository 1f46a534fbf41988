using System.Text.Json;
using Claudit.Api;

namespace Claudit.Intake;

/// <summary>Takes a JSON request apart and notes whatever is wrong with it.</summary>
internal sealed class RequestFields
{
    private readonly List<Problem> _problems = [];

    public IReadOnlyList<Problem> Problems => _problems;

    public bool Full => _problems.Count >= Problem.MostTold;

    public void Add(ProblemType type, string pointer, string message)
    {
        if (!Full) _problems.Add(new Problem(type.Code, pointer, message));
    }

    /// <summary>The text of a string; null when it is none, which is noted.</summary>
    public string? Text(JsonElement value, string pointer, ProblemType malformed)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            try
            {
                return value.GetString();
            }
            catch (InvalidOperationException)
            {
                // How the reader tells of half a surrogate pair, or of bytes that are not UTF-8.
                AddNotUnicode(pointer, malformed);
                return null;
            }
        }

        Is(JsonValueKind.String, value.ValueKind, pointer, malformed);
        return null;
    }

    /// <summary>
    /// The properties of an object by their names, which have a replacement for what is not valid Unicode. One that is repeated is noted:
    /// either would be passed over in silence. It ends when no more problems are noted.
    /// </summary>
    public IEnumerable<(string Name, JsonElement Value)> Properties(JsonElement value, string pointer)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in value.EnumerateObject())
        {
            if (Full) yield break;
            var name = Name(property);
            if (names.Add(name)) yield return (name, property.Value);
            else AddRepeated(name, pointer);
        }
    }

    private static string Name(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    public bool IsObject(JsonElement value, string pointer, ProblemType malformed) => Is(JsonValueKind.Object, value.ValueKind, pointer, malformed);

    public bool IsArray(JsonElement value, string pointer, ProblemType malformed) => Is(JsonValueKind.Array, value.ValueKind, pointer, malformed);

    /// <summary>Whether a value is of a kind; that it is not is noted.</summary>
    public bool Is(JsonValueKind kind, JsonValueKind given, string pointer, ProblemType malformed)
    {
        if (given == kind) return true;
        Add(malformed, pointer, $"Give {NameOf(kind)} here, not {NameOf(given)}.");
        return false;
    }

    /// <param name="pointer">Of the object that has the name twice.</param>
    public void AddRepeated(string name, string pointer) =>
        Add(ProblemTypes.JsonMalformed, $"{pointer}/{Segment(name)}", $"'{Quoted(name)}' is there more than once: give it once.");

    public void AddNotUnicode(string pointer, ProblemType malformed) =>
        Add(malformed, pointer, "The string is not valid Unicode: send whole characters in UTF-8.");

    /// <summary>Whether a surrogate has no other half beside it.</summary>
    private static bool IsHalf(string text, int at) =>
        char.IsSurrogate(text[at]) && !(at > 0 && char.IsSurrogatePair(text[at - 1], text[at])) && !(at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]));

    /// <summary>A name as a segment of a JSON pointer (RFC 6901), cut so that an answer stays short.</summary>
    public static string Segment(string name) =>
        Quoted(name).Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    /// <summary>What a caller sent, as a message may repeat it.</summary>
    public static string Quoted(string sent)
    {
        const int Longest = 60;
        var text = sent.Length > Longest ? sent[..Longest] + "…" : sent;
        return string.Create(text.Length, text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) || IsHalf(from, i) ? '\uFFFD' : from[i];
        });
    }

    private static string NameOf(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
