using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Things put on queues, topics and job queues. Target: the queue's name as far as it is shown. Tags: the system (<c>kafka</c>, <c>sqs</c>,
/// <c>jobs</c>…), <c>batch</c>, <c>async</c> (the call gives a promise or task), <c>volatile</c> (gone when nobody listens), <c>bare</c> (a job without data), <c>outbox</c>, the size of a
/// batch, and <c>partial-unread</c> or <c>partial-read</c> where the answer lists what failed. Batch writes of stores that answer in that way are
/// written down as writes with the same tags.
/// </summary>
internal sealed class Queues : Recogniser
{
    private readonly record struct Kind(string System, bool IsBatch = false, string? Failures = null, bool IsWrite = false);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || callee.Last.Length < 3 || KindOf(callee, call, moment) is not { } kind) return;
        var input = InputOf(call, moment);
        var tags = ImmutableArray.CreateBuilder<string>();
        tags.Add(kind.System);
        if (kind.IsBatch) tags.Add("batch");
        if (IsAsync(callee, kind.System, moment)) tags.Add("async");
        if (kind.System == "pubsub-memory") tags.Add("volatile");
        if (kind.System == "jobs" && IsBare(call, moment)) tags.Add("bare");
        if (kind.IsBatch && Batches.SizeOf(input, moment) is { } size) tags.Add($"size:{size}");
        if (kind.Failures is { } failures) tags.Add(Answers.IsPartRead(call, use, moment, failures) ? "partial-read" : "partial-unread");
        moment.Facts.Add(moment.Site(kind.IsWrite ? SiteKind.Write : SiteKind.Publish, call, WhatOf(call, callee, moment)) with
        {
            Target = TargetOf(input, callee, moment) is var target && QueueName(call, moment) is { } queue ? $"{target} {queue}" : target,
            Tags = tags.ToImmutable(),
            Fields = kind.Failures is { } part ? [.. FieldsOf(input, moment), new FieldFact("failures", moment.LinesOf(call), new Value { Text = part, Literal = part })] : FieldsOf(input, moment),
            Outcome = use.Outcome,
            Result = use.Variable,
        });
    }

    private static Kind? KindOf(Callee callee, CallExpression call, Moment moment)
    {
        switch (callee.Last)
        {
            case "send":
                return OfSend(callee, call, moment);
            case "sendBatch" or "send_batch":
                return callee.Words.Overlaps("producer", "kafka") ? new Kind("kafka", true) : callee.Words.Overlaps("queue", "hub", "sender") ? new Kind("queue", true) : null;
            case "sendMessage" or "send_message" or "SendMessageAsync" or "sendMessages" or "send_messages" or "SendMessagesAsync":
                return callee.Words.Overlaps("sqs", "queue", "sender", "topic", "bus") ? new Kind("sqs") : null;
            case "sendMessageBatch" or "send_message_batch" or "SendMessageBatchAsync":
                return new Kind("sqs", true, "Failed");
            case "sendToQueue" or "basic_publish" or "BasicPublish" or "BasicPublishAsync":
                return new Kind("rabbitmq");
            case "publish" or "Publish" or "PublishAsync":
                if (callee.Words.Overlaps("redis")) return new Kind("pubsub-memory");
                return callee.Words.Overlaps("channel", "topic", "publisher", "sns", "pubsub", "bus", "nats", "broker", "exchange", "endpoint", "producer", "queue", "jetstream", "js") ? new Kind("topic") : null;
            case "publishMessage" or "publishJSON":
                return new Kind("topic");
            case "publishBatch" or "publish_batch" or "PublishBatchAsync":
                return callee.Words.Overlaps("sns") ? new Kind("sns", true, "Failed") : new Kind("topic", true);
            case "produce" or "Produce" or "ProduceAsync":
                return call.Callee is MemberExpression ? new Kind("kafka") : null;
            case "putRecords" or "put_records" or "PutRecordsAsync":
                return new Kind("kinesis", true, "FailedRecordCount");
            case "putRecordBatch" or "put_record_batch" or "PutRecordBatchAsync":
                return new Kind("firehose", true, "FailedPutCount");
            case "putEvents" or "put_events" or "PutEventsAsync":
                return new Kind("eventbridge", true, "FailedEntryCount");
            case "putRecord" or "put_record" or "PutRecordAsync":
                return new Kind("kinesis");
            case "batchWriteItem" or "batch_write_item" or "BatchWriteItemAsync" or "batchWrite":
                return new Kind("dynamodb", true, "UnprocessedItems", true);
            case "bulk" or "BulkAsync" when callee.Words.Overlaps("elastic", "elasticsearch", "opensearch", "es", "search") || moment.Facts.Imports("@elastic", "@opensearch", "elasticsearch", "opensearchpy"):
                return callee.Words.Overlaps("helpers") ? null : new Kind("elasticsearch", true, "errors", true);
            case "insert_rows_json":
                return new Kind("bigquery", true, "errors", true);
            case "add" or "addBulk" or "addJob" or "add_job":
                return IsJobQueue(callee, call, moment) ? new Kind("jobs", callee.Last == "addBulk") : null;
            case "delay" or "apply_async" when moment.Tree.File.Language == Language.Python && call.Callee is MemberExpression:
            case "send_task" or "perform_async" or "enqueueTask" or "createTask":
                return new Kind("jobs");
            case "enqueue" or "Enqueue" or "EnqueueAsync" or "enqueue_in" or "enqueue_job" when call.Callee is MemberExpression member:
                return Memory.StoreOf(member.Target, moment) is null ? new Kind("jobs") : null;
            case "xadd" or "xAdd" or "StreamAddAsync":
                return new Kind("redis");
            case "lpush" or "rpush" or "lPush" or "rPush" or "ListRightPushAsync" or "ListLeftPushAsync":
                return new Kind("redis");
        }

        return callee.Last is "append" or "save" or "record" or "write" or "push" or "put" or "store" or "SaveAsync" or "AddAsync" or "AppendAsync" or "WriteAsync"
            && call.Callee is MemberExpression && callee.Mentions("outbox")
                ? new Kind("outbox") : null;
    }

    private static Kind? OfSend(Callee callee, CallExpression call, Moment moment)
    {
        if (call.Arguments is [{ Value: var first }, ..] && moment.Resolve(first) is CallExpression { IsNew: true } command)
        {
            return Callee.Of(command.Callee).Last switch
            {
                "SendMessageCommand" => new Kind("sqs"),
                "SendMessageBatchCommand" => new Kind("sqs", true, "Failed"),
                "PublishCommand" => new Kind("sns"),
                "PublishBatchCommand" => new Kind("sns", true, "Failed"),
                "PutEventsCommand" => new Kind("eventbridge", true, "FailedEntryCount"),
                "PutRecordsCommand" => new Kind("kinesis", true, "FailedRecordCount"),
                "PutRecordCommand" => new Kind("kinesis"),
                "PutRecordBatchCommand" => new Kind("firehose", true, "FailedPutCount"),
                "BatchWriteItemCommand" or "BatchWriteCommand" => new Kind("dynamodb", true, "UnprocessedItems", true),
                _ => null,
            };
        }

        if (callee.Words.Overlaps("producer", "kafka")) return new Kind("kafka");
        return callee.Words.Overlaps("queue", "boss") ? new Kind("queue") : null;
    }

    private static bool IsJobQueue(Callee callee, CallExpression call, Moment moment)
    {
        if (call.Callee is not MemberExpression member || Memory.StoreOf(member.Target, moment) is not null) return false;
        if (moment.Resolve(member.Target) is CallExpression { IsNew: true } made && Callee.Of(made.Callee).Last == "Queue" && moment.Facts.Imports("bullmq", "bull", "bee-queue")) return true;
        if (!callee.Words.Overlaps("queue", "queues", "jobs", "worker", "scheduler")) return false;
        return callee.Last != "add" || moment.Facts.Imports("bullmq", "bull", "bee-queue") || call.Arguments is [{ Value: LiteralExpression or TemplateExpression }, _, ..];
    }

    /// <summary>A job that is started with no data, <c>queue.add('rollup', {})</c>: it says that something is to be done, and carries nothing.</summary>
    private static bool IsBare(CallExpression call, Moment moment) =>
        call.Arguments is [_, { Value: var data }, ..] && moment.Resolve(data) is ObjectExpression { Entries.IsEmpty: true };

    private static bool IsAsync(Callee callee, string system, Moment moment) => moment.Tree.File.Language switch
    {
        Language.JavaScript or Language.TypeScript => system is not "rabbitmq" && callee.Last is not "produce",
        Language.CSharp => callee.Last.EndsWith("Async", StringComparison.Ordinal),
        Language.Python => moment.Facts.Imports("aiokafka", "aioboto", "aiobotocore", "aio_pika", "redis.asyncio", "faststream"),
        _ => false,
    };

    /// <summary>The call that holds the message: the command of an SDK that sends commands, else the call itself.</summary>
    private static CallExpression InputOf(CallExpression call, Moment moment) =>
        call.Arguments is [{ Value: var first }, ..] && moment.Resolve(first) is CallExpression { IsNew: true } command && Callee.Of(command.Callee).Last.EndsWith("Command", StringComparison.Ordinal)
            ? command : call;

    private static string WhatOf(CallExpression call, Callee callee, Moment moment) =>
        InputOf(call, moment) is var input && input != call ? $"{callee.Path} {Callee.Of(input.Callee).Last}" : callee.Path;

    private static ImmutableArray<FieldFact> FieldsOf(CallExpression input, Moment moment) =>
        moment.FieldsOf(input.Arguments.Select((argument, index) => argument.Name is null && Moment.EntriesOf(moment.Resolve(argument.Value)) is null ? argument with { Name = $"{index}" } : argument));

    private static string? TargetOf(CallExpression input, Callee callee, Moment moment)
    {
        foreach (var argument in input.Arguments)
        {
            if (argument.Name is "topic" or "queue" or "QueueUrl" or "StreamName" or "TopicArn" or "routing_key" or "routingKey" && moment.Trace(argument.Value) is { } named) return named.Literal ?? named.Text;
            if (Moment.EntriesOf(moment.Resolve(argument.Value)) is not { } entries) continue;
            foreach (var entry in entries)
            {
                if (entry.Name is "topic" or "queue" or "QueueUrl" or "StreamName" or "DeliveryStreamName" or "TopicArn" or "EventBusName" && moment.Trace(entry.Value) is { } value) return value.Literal ?? value.Text;
            }
        }

        var first = input.Arguments is [{ Name: null, Value: var position }, ..] ? moment.Trace(position).Literal : null;
        var owner = callee.Path.LastIndexOf('.') is var dot && dot > 0 ? callee.Path[..dot] : null;
        return first is { Length: > 0 and < 120 } && !first.Contains(' ', StringComparison.Ordinal) ? owner is null ? first : $"{owner} {first}" : owner;
    }

    /// <summary>What a queue object was made for: <c>new Queue('usage')</c>.</summary>
    private static string? QueueName(CallExpression call, Moment moment) => call.Callee is MemberExpression member
        && moment.Resolve(member.Target) is CallExpression { IsNew: true, Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String } name }, ..] } ? name.Value : null;
}
