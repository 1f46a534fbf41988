using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Code;

namespace Claudit.Analysis.Facts;

/// <summary>One place where something happens that metering is made of, with all that a rule may want to know of its surroundings.</summary>
public sealed record Site
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required SiteKind Kind { get; init; }

    /// <summary>Index of the innermost named function around it in <see cref="FileFacts.Functions"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Function { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required LineRange Lines { get; init; }

    /// <summary>Zero-based offset in the file: of two sites in one function, the smaller stands first.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Offset { get; init; }

    /// <summary>What is called or done, as written without arguments: <c>stripe.billing.meterEvents.create</c>, <c>used + n &gt; limit</c>.</summary>
    public required string What { get; init; }

    /// <summary>Who receives it, for a send: <c>stripe</c>, <c>orb</c>, <c>metronome</c>, <c>lago</c>, <c>openmeter</c>; <c>custom</c> for an own service. Else null.</summary>
    public string? Provider { get; init; }

    /// <summary>What it is about: the meter, topic, table, key, level of a log, or string mentioned; null when computed or unknown.</summary>
    public string? Target { get; init; }

    /// <summary>What is more specific than the kind, such as <c>batch</c>, <c>stream</c>, <c>http</c>, <c>increment</c>; see the extractor of the kind.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Named parts: an event's fields, a call's named arguments, the sides of a comparison (<c>left</c>, <c>right</c>).</summary>
    public ImmutableArray<FieldFact> Fields { get; init; } = [];

    /// <summary>What becomes of the call's outcome.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>The variable that takes the result; null when none does.</summary>
    public string? Result { get; init; }

    /// <summary>What happens to an error that it throws, as far as this function shows.</summary>
    public ErrorHandling Errors { get; init; }

    /// <summary>The lines of the catch that takes its errors; null when none does.</summary>
    public LineRange? CatchLines { get; init; }

    /// <summary>Whether that catch leaves what stands behind its try: it goes on with the next item, or returns.</summary>
    public bool CatchLeaves { get; init; }

    /// <summary>What of the function comes after it on the same path, where a branch keeps it from the rest; null when nothing does.</summary>
    public Reach? Reach { get; init; }

    public Surroundings Within { get; init; }

    /// <summary>The lines of the innermost unit around it that is run again when it fails: a retry loop or wrapper, or a job; null when none is shown.</summary>
    public LineRange? RetryLines { get; init; }

    /// <summary>The conditions it depends on inside its function, innermost first, as values.</summary>
    public ImmutableArray<Value> Conditions { get; init; } = [];

    /// <summary>The query, when it is one.</summary>
    public QueryFact? Query { get; init; }

    /// <summary>Whether another site of its function can come after it on the same path.</summary>
    public bool Reaches(Site later) => later.Offset > Offset && (Reach is not { } reach || (later.Offset < reach.End && !(later.Offset >= reach.OtherStart && later.Offset < reach.OtherEnd)));

    public bool Is(string tag) => Tags.Contains(tag);

    public bool HasAnyTag(params ReadOnlySpan<string> tags)
    {
        foreach (var tag in tags)
        {
            if (Is(tag)) return true;
        }

        return false;
    }

    public Value? Field(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var field in Fields)
            {
                if (string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase)) return field.Value;
            }
        }

        return null;
    }
}

/// <param name="Name">As the code has it, the dots of nested objects included: <c>payload.value</c>.</param>
public sealed record FieldFact(string Name, LineRange Lines, Value Value);

[JsonConverter(typeof(JsonStringEnumConverter<SiteKind>))]
public enum SiteKind
{
    /// <summary>A usage event goes to a billing provider or an own metering service.</summary>
    Send,

    /// <summary>Something is put on a queue, topic, job queue or outbox.</summary>
    Publish,

    /// <summary>A database, cache or store is written. Tags: insert, upsert, increment, overwrite, delete, claim.</summary>
    Write,

    /// <summary>A database, cache, store or provider is read. Tags: sum, count, list, one, provider.</summary>
    Read,

    /// <summary>Memory of the process is counted up or collected into. Tags: counter, buffer, set.</summary>
    Collect,

    /// <summary>A buffer is emptied, or a new one takes its place.</summary>
    Clear,

    /// <summary>A message is acknowledged, deleted or committed; with the tag automatic, before it is processed.</summary>
    Acknowledge,

    /// <summary>A cursor, watermark or sent mark is moved on.</summary>
    Advance,

    /// <summary>A usage is compared with a limit. Fields: used, limit; target: the operator between them, in this order.</summary>
    Compare,

    /// <summary>A time is compared with, or cut to, the border of a period. Target: the operator or the unit.</summary>
    Boundary,

    /// <summary>A number on its way into a charge is added, divided, rounded or converted. Tags: accumulate, divide, round, parse.</summary>
    Calculate,

    /// <summary>Something is logged; target: the level.</summary>
    Log,

    /// <summary>A counter, gauge or histogram of the monitoring system is touched.</summary>
    Metric,

    /// <summary>A person or another team's system is told: a page, a mail, a chat message, a webhook.</summary>
    Notify,

    /// <summary>An answer is given to a caller; target: the status code where one is given.</summary>
    Respond,

    /// <summary>A function of the program is called whose name or body has to do with metering.</summary>
    Call,

    /// <summary>Something is registered: a route, schedule, consumer, shutdown hook, middleware.</summary>
    Register,

    /// <summary>A string that providers' contracts know, such as an event type, stands in the code; target: the string.</summary>
    Mention,

    /// <summary>A function returns a value. Field: value.</summary>
    Return,

    /// <summary>Something is passed over without a word. Tags: default, unknown, sampled, full; target: the subject or condition.</summary>
    Discard,
}

[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>Nobody looks at it: a bare statement.</summary>
    Dropped,

    /// <summary>Waited for, or used at once.</summary>
    Awaited,

    /// <summary>Handed to the caller.</summary>
    Returned,

    /// <summary>Kept in a variable or passed on, to be waited for later.</summary>
    Kept,
}

[JsonConverter(typeof(JsonStringEnumConverter<ErrorHandling>))]
public enum ErrorHandling
{
    /// <summary>It leaves the function.</summary>
    Propagated,

    /// <summary>Caught, and nothing that brings the work back is done: at most it is logged or counted.</summary>
    Swallowed,

    /// <summary>Caught, and thrown again or returned as a failure on some way.</summary>
    Rethrown,

    /// <summary>Caught, and the work is kept: stored, queued again, marked as pending or failed.</summary>
    Kept,
}

/// <summary>What encloses a site inside its function.</summary>
[Flags]
public enum Surroundings
{
    None = 0,
    Loop = 1 << 0,

    /// <summary>A loop that turns again after an error, or a callback of a retry helper.</summary>
    Retry = 1 << 1,
    Try = 1 << 2,
    Catch = 1 << 3,
    Finally = 1 << 4,
    Transaction = 1 << 5,
    Lock = 1 << 6,

    /// <summary>A function without a name that is handed on: a callback.</summary>
    Callback = 1 << 7,

    /// <summary>A branch that is taken on a condition.</summary>
    Branch = 1 << 8,

    /// <summary>Stands behind the answer to the caller in its function.</summary>
    AfterRespond = 1 << 9,

    /// <summary>Handed to something that keeps the process alive until it is done: <c>waitUntil</c>, <c>after</c>.</summary>
    KeptAlive = 1 << 10,

    /// <summary>Runs beside its function, which does not wait for it: <c>Task.Run</c>, <c>setImmediate</c>, a thread.</summary>
    Detached = 1 << 11,
}
