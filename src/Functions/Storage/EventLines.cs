using System.Text.Json;
using System.Text.Json.Serialization;
using Claudit.Storage;

namespace Claudit.Functions.Storage;

/// <summary>Events as lines of JSON.</summary>
internal static class EventLines
{
    public static void Write(Stream lines, ProgressEvent entry)
    {
        JsonSerializer.Serialize(lines, entry, EventJson.Default.ProgressEvent);
        lines.WriteByte((byte)'\n');
    }

    public static List<ProgressEvent> Read(ReadOnlySpan<byte> lines)
    {
        var events = new List<ProgressEvent>();
        while (lines.IndexOf((byte)'\n') is >= 0 and var end)
        {
            events.Add(JsonSerializer.Deserialize(lines[..end], EventJson.Default.ProgressEvent) ?? throw new JsonException("An event is null."));
            lines = lines[(end + 1)..];
        }

        return events;
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressEvent))]
internal sealed partial class EventJson : JsonSerializerContext;
