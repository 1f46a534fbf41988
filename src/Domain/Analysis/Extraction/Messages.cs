using System.Collections.Frozen;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells the consuming of messages from the consuming of a quota, a stream of values, or anything else.</summary>
internal static class Messages
{
    private static readonly FrozenSet<string> Sources = new[]
    {
        "channel", "ch", "queue", "queues", "broker", "consumer", "consumers", "topic", "topics", "subscription", "subscriptions", "subscriber", "bus", "pubsub", "sub", "nc", "nats", "js", "jetstream", "kafka", "rabbit", "rabbitmq",
        "amqp", "mq", "mqtt", "sqs", "sns", "stream", "streams", "connection", "conn", "redis", "receiver", "processor", "worker", "messages", "messaging", "events", "exchange",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Forms = new[]
    {
        "message", "messages", "msg", "msgs", "event", "events", "record", "records", "batch", "payload", "body", "delivery", "channel", "ch", "envelope", "job", "data", "context", "ctx", "consumer", "queue", "topic", "raw", "item",
        "items", "task", "stream", "broker", "reader",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Allowances = new[] { "quota", "quotas", "limiter", "limit", "limits", "bucket", "credits", "allowance", "budget", "tokens" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a call by a name such as <c>consume</c> hands over a function that is to be given messages.</summary>
    public static bool AreGivenBy(CallExpression call)
    {
        var receiver = call.Callee is MemberExpression { Target: var target } ? Words.Of(Callee.PathOf(target, 6)) : new WordSet();
        if (receiver.Overlaps(Allowances)) return false;
        return receiver.Overlaps(Sources) || call.Arguments.Any(argument => argument.Value is LambdaExpression);
    }

    /// <summary>Whether a function is handed a message, or fetches its messages itself.</summary>
    public static bool AreTakenBy(Function function)
    {
        var first = function.Parameters.FirstOrDefault(parameter => parameter.Name is not ("self" or "cls"));
        if (first is null) return true;
        var words = Words.Of(first.Name);
        return (words.Overlaps(Forms) && !words.Overlaps(["id", "key"])) || Words.Of(first.Type ?? "").Overlaps(Forms);
    }
}
