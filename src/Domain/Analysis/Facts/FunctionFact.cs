using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>A function, method or top level of a file.</summary>
/// <param name="Name">Empty for a file's top level and for a lambda that nothing names.</param>
/// <param name="Container">The type that holds it; null outside of types.</param>
/// <param name="Entry">What starts it from outside the program.</param>
/// <param name="EntryText">What a person calls that start: <c>POST /v1/completions</c>, <c>0 * * * *</c>, a topic's name; null when there is none.</param>
/// <param name="Returns">What its returned values are made of.</param>
public sealed record FunctionFact(
    string Name,
    string? Container,
    LineRange Lines,
    ImmutableArray<string> Parameters,
    bool IsAsync,
    EntryKind Entry,
    string? EntryText,
    ImmutableArray<Value> Returns)
{
    /// <summary>The fields of the usage event that it returns; empty when it returns none.</summary>
    public ImmutableArray<FieldFact> Builds { get; init; } = [];

    /// <summary>The parameters that nothing in it reads, where it answers requests.</summary>
    public ImmutableArray<string> Unread { get; init; } = [];

    /// <summary>What stands in front of it by decorators, attributes and injected parameters, by name: <c>UseGuards QuotaGuard</c>, <c>enforce_quota</c>.</summary>
    public ImmutableArray<string> Guards { get; init; } = [];

    /// <summary>The parameters that whoever sends a request fills in, should it answer one.</summary>
    public ImmutableArray<string> Requested { get; init; } = [];
}

[JsonConverter(typeof(JsonStringEnumConverter<EntryKind>))]
public enum EntryKind
{
    /// <summary>Called by other code only.</summary>
    None,

    /// <summary>Answers an HTTP request, or stands in the way of all of them.</summary>
    Route,

    /// <summary>Runs on a timer or a cron schedule.</summary>
    Schedule,

    /// <summary>Takes messages from a queue or topic, or jobs from a job queue: at least once each.</summary>
    Consumer,

    /// <summary>Receives webhooks from another system: at least once each.</summary>
    Webhook,

    /// <summary>Runs when the process stops.</summary>
    Shutdown,
}
