using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

internal enum CallbackKind
{
    Plain,

    /// <summary>Runs what it is given once for each element.</summary>
    Loops,

    /// <summary>Runs what it is given again when it fails.</summary>
    Retries,

    /// <summary>Runs what it is given in a transaction.</summary>
    Transacts,

    /// <summary>Runs what it is given while nobody else may.</summary>
    Locks,

    /// <summary>Runs what it is given when what it is called on has failed.</summary>
    Handles,

    /// <summary>Waits for all that it is given when it is waited for itself.</summary>
    Gathers,

    /// <summary>Starts what it is given and goes on.</summary>
    Detaches,

    /// <summary>Keeps the process alive until what it is given is done.</summary>
    KeepsAlive,
}

/// <summary>Knows the calls that run what they are given in a way of their own.</summary>
internal static class Callbacks
{
    public static CallbackKind KindOf(Callee callee, CallExpression call)
    {
        switch (callee.Last)
        {
            case "map" or "forEach" or "flatMap" or "filter" or "reduce" or "some" or "every" or "find" or "Select" or "SelectMany" or "ForEach" or "ForEachAsync"
                or "Where" or "Sum" or "Aggregate" or "sum" or "sumBy" or "mapSeries" or "each" or "eachSeries" or "eachLimit" when call.Callee is MemberExpression:
                return CallbackKind.Loops;
            case "all" or "allSettled" or "race" or "any" when callee.Path.StartsWith("Promise.", StringComparison.Ordinal):
            case "gather" or "wait" when callee.Path.StartsWith("asyncio.", StringComparison.Ordinal):
            case "WhenAll" or "WaitAll":
                return CallbackKind.Gathers;
            case "create_task" or "ensure_future" or "run_in_executor" or "add_task" or "submit" or "Thread" or "run_coroutine_threadsafe" or "spawn":
            case "setImmediate" or "queueMicrotask" or "nextTick" or "setTimeout":
            case "Run" or "StartNew" when callee.Path is "Task.Run" or "Task.Factory.StartNew":
            case "QueueUserWorkItem" or "FireAndForget" or "fireAndForget" or "SafeFireAndForget":
                return CallbackKind.Detaches;
            case "waitUntil" or "after" or "unstable_after" when call.Arguments.Length == 1:
                return CallbackKind.KeepsAlive;
            case "transaction" or "$transaction" or "withTransaction" or "with_transaction" or "transact" or "inTransaction" or "runInTransaction" or "run_in_transaction"
                or "executeTransaction" or "runTransaction" or "tx" or "begin" or "ExecuteInTransactionAsync" or "atomic" or "withTx":
                return CallbackKind.Transacts;
            case "catch" when call.Callee is MemberExpression:
                return CallbackKind.Handles;
            case "withLock" or "using" or "runExclusive" or "lock" or "acquire":
                return CallbackKind.Locks;
        }

        return callee.Mentions("retry") || callee.Mentions("retrie") || callee.Mentions("backoff")
            || (callee.Last is "ExecuteAsync" or "Execute" or "execute" && (callee.Mentions("policy") || callee.Mentions("pipeline") || callee.Mentions("resilien")))
            ? CallbackKind.Retries
            : CallbackKind.Plain;
    }

    public static Frame FrameOf(CallbackKind kind, LambdaExpression lambda, Use use) => kind switch
    {
        // What a call for each element starts, and gives to nobody, nobody waits for: rows.forEach(async row => …).
        CallbackKind.Loops when lambda.Function.IsAsync && use.Outcome == Outcome.Dropped => new LoopFrame(null, lambda.Span, Surroundings.Loop | Surroundings.Detached),
        CallbackKind.Loops => new LoopFrame(null, lambda.Span, Surroundings.Loop),
        CallbackKind.Retries => new Frame(lambda.Span, Surroundings.Retry) { IsRetryUnit = true },
        CallbackKind.Transacts => new Frame(lambda.Span, Surroundings.Transaction),
        CallbackKind.Locks => new Frame(lambda.Span, Surroundings.Lock),
        CallbackKind.Handles => new Frame(lambda.Span, Surroundings.Catch),
        CallbackKind.Detaches when use.Outcome == Outcome.Dropped => new Frame(lambda.Span, Surroundings.Detached),
        CallbackKind.KeepsAlive => new Frame(lambda.Span, Surroundings.KeptAlive),
        _ => new Frame(lambda.Span, Surroundings.None),
    };
}
