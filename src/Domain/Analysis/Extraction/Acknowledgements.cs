using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Messages that are acknowledged, deleted or committed. Tags: <c>automatic</c> (the setting of a consumer that does it before or without regard to
/// the handler), <c>pop</c> (taking the message removes it for good).
/// </summary>
internal sealed class Acknowledgements : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last.Contains("onsum", StringComparison.Ordinal) || callee.Last.Contains("eceive", StringComparison.Ordinal) || callee.Last is "subscribe") NoteSettings(call, callee, moment);
        if (call.IsNew) return;
        switch (callee.Last)
        {
            case "ack" or "ackAll" or "basic_ack" or "BasicAck" or "BasicAckAsync" or "xack" or "xAck" or "StreamAcknowledgeAsync" or "acknowledge":
            case "deleteMessage" or "delete_message" or "DeleteMessageAsync" or "deleteMessageBatch" or "delete_message_batch" or "complete_message" or "CompleteMessageAsync" or "completeMessage":
            case "commitOffsets" or "commitSync" or "StoreOffset" or "resolveOffset":
            case "commit" or "Commit" when callee.Words.Contains("consumer"):
                Add(call, callee.Path, use, moment);
                break;
            case "send" when call.Arguments is [{ Value: CallExpression { IsNew: true } command }, ..] && Callee.Of(command.Callee).Last is "DeleteMessageCommand" or "DeleteMessageBatchCommand":
                Add(call, $"{callee.Path} {Callee.Of(command.Callee).Last}", use, moment);
                break;
            case "lpop" or "rpop" or "lPop" or "rPop" or "blpop" or "brpop" or "blPop" or "brPop" or "spop" or "ListLeftPopAsync" or "ListRightPopAsync" or "zpopmin":
                Add(call, callee.Path, use, moment, "pop");
                break;
        }
    }

    private static void Add(CallExpression call, string what, Use use, Moment moment, string? tag = null) => moment.Facts.Add(moment.Site(SiteKind.Acknowledge, call, what) with
    {
        Target = call.Arguments is [{ Value: var first }, ..] ? moment.Trace(first).Literal : null,
        Tags = tag is null ? [] : [tag],
        Reach = moment.Reach(),
        Outcome = use.Outcome,
        Result = use.Variable,
    });

    private static void NoteSettings(CallExpression call, Callee callee, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            NoteSetting(argument, call, callee, moment);
            if (moment.Resolve(argument.Value) is not ObjectExpression options) continue;
            foreach (var entry in options.Entries) NoteSetting(entry, call, callee, moment);
        }
    }

    private static void NoteSetting(Argument setting, CallExpression call, Callee callee, Moment moment)
    {
        var isAutomatic = setting.Name switch
        {
            "noAck" or "no_ack" or "auto_ack" or "autoAck" => IsTrue(setting.Value),
            "enable_auto_commit" or "EnableAutoCommit" or "enable.auto.commit" => IsTrue(setting.Value) && !StoresOffsets(call, moment),
            "ReceiveMode" or "receiveMode" or "receive_mode" => moment.TextOf(setting.Value).Contains("elete", StringComparison.Ordinal),
            _ => false,
        };
        if (!isAutomatic) return;
        moment.Facts.Add(moment.Site(SiteKind.Acknowledge, setting.Value, callee.Path) with
        {
            Target = setting.Name,
            Tags = ["automatic"],
            Fields = moment.FieldsOf(call.Arguments.Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })),
        });
    }

    /// <summary>Whether the program says itself which offsets may be committed.</summary>
    private static bool StoresOffsets(CallExpression call, Moment moment) => call.Arguments.Any(argument => Moment.EntriesOf(moment.Resolve(argument.Value)) is { } entries
        && entries.Any(entry => entry.Name is "enable.auto.offset.store" or "EnableAutoOffsetStore")) || call.Arguments.Any(argument => argument.Name is "EnableAutoOffsetStore");

    private static bool IsTrue(Expression value) => value is LiteralExpression { Kind: LiteralKind.Boolean, Value: "true" or "True" } or LiteralExpression { Kind: LiteralKind.String, Value: "true" };
}
