using System.Text.Json;
using System.Text.Json.Serialization;

namespace Claudit.Local.Engine;

[JsonConverter(typeof(JsonStringEnumConverter<HistoryKind>))]
internal enum HistoryKind
{
    /// <summary>The workflow was submitted; always the first.</summary>
    Started,

    /// <summary>An activity gave its result.</summary>
    Completed,

    /// <summary>An activity failed for good.</summary>
    Failed,

    /// <summary>An activity was interrupted.</summary>
    Interrupted,

    /// <summary>A delay has passed.</summary>
    Elapsed,

    /// <summary>An event came from outside.</summary>
    Raised,

    /// <summary>A process that started went on with it. The workflow is not told.</summary>
    TakenUp,

    /// <summary>That process was stopped in good order. The workflow is not told.</summary>
    Left,
}

/// <summary>Something that a workflow was told. Told the same in the same order again, it does the same again.</summary>
/// <param name="Call">Number of the call that it answers, from 1; 0 where it answers none.</param>
/// <param name="Name">Of the activity or the event.</param>
/// <param name="Result">Of a completed activity.</param>
/// <param name="Reason">Of a failed one.</param>
internal sealed record HistoryEvent(
    HistoryKind Kind, int Call, string Name, DateTimeOffset Time, JsonElement? Result = null, string? Reason = null);

/// <summary>The stored history does not belong to this workflow, as after an upgrade that changed it, or is damaged.</summary>
internal sealed class HistoryMismatchException(string message) : Exception(message);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEvent))]
internal sealed partial class HistoryJson : JsonSerializerContext;
