using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Says what a handler does about an error.</summary>
internal static class Catches
{
    public static ErrorHandling Of(Statement? handler)
    {
        var found = ErrorHandling.Swallowed;
        Look(handler, ref found);
        return found;
    }

    private static bool IsOneError(Expression condition) =>
        condition is BinaryExpression { Operator: "==" or "===", Right: LiteralExpression { Kind: LiteralKind.String or LiteralKind.Number } } one && !Frames.CountsAttempts(Names.In(one.Left));

    private static bool Leaves(Statement statement) => statement is ThrowStatement || (statement is Block { Statements: [.., var last] } && last is ThrowStatement);

    /// <summary>Whether a clause takes only refusals that no repetition would change, or only what its filter lets through: all other errors go on.</summary>
    public static bool IsNarrow(CatchClause clause) => clause.Filter is not null || (clause.Type is { } type && Words.Of(type).Overlaps(
        ["bad", "conflict", "duplicate", "exists", "validation", "integrity", "unique", "invalid"]));

    /// <summary>Whether a handler ends by leaving what stands behind the try.</summary>
    public static bool Leaves(Block handler) => handler.Statements is [.., ReturnStatement or ThrowStatement or JumpStatement { Keyword: not "pass" }];

    private static void Look(Statement? statement, ref ErrorHandling found)
    {
        switch (statement)
        {
            case Block block:
                foreach (var inner in block.Statements) Look(inner, ref found);
                break;
            case ThrowStatement:
                if (found == ErrorHandling.Swallowed) found = ErrorHandling.Rethrown;
                break;
            case ReturnStatement { Value: { } value }:
                Look(value, ref found);
                if (found == ErrorHandling.Swallowed && SaysFailure(value)) found = ErrorHandling.Rethrown;
                break;
            case ExpressionStatement expression:
                Look(expression.Expression, ref found);
                break;
            case DeclareStatement { Value: { } value }:
                Look(value, ref found);
                break;
            case IfStatement branch:
                // Throwing one error that is named lets all others pass.
                if (!(branch.Else is null && IsOneError(branch.Condition) && Leaves(branch.Then))) Look(branch.Then, ref found);
                Look(branch.Else, ref found);
                break;
            case LoopStatement loop:
                Look(loop.Body, ref found);
                break;
            case TryStatement tries:
                Look(tries.Body, ref found);
                break;
            case UsingStatement holds:
                Look(holds.Body, ref found);
                break;
            case SwitchStatement choice:
                foreach (var each in choice.Cases) Look(each.Body, ref found);
                break;
        }
    }

    private static void Look(Expression expression, ref ErrorHandling found)
    {
        switch (expression)
        {
            case AwaitExpression await:
                Look(await.Operand, ref found);
                break;
            case AssignExpression assign:
                if (assign.Value is not LiteralExpression { Kind: LiteralKind.Boolean } && assign.Target is MemberExpression { Name: var name } && (Keeps(Callee.PathOf(assign.Target, 4)) || name is "status" or "state" or "Status" or "State")) found = ErrorHandling.Kept;
                Look(assign.Value, ref found);
                break;
            case UnaryExpression { Operator: "throw" }:
                if (found == ErrorHandling.Swallowed) found = ErrorHandling.Rethrown;
                break;
            case UnaryExpression unary:
                Look(unary.Operand, ref found);
                break;
            case CallExpression call:
                var callee = Callee.Of(call.Callee);
                if (callee.Path is "Promise.reject" or "next" or "reject" or "done" or "callback" or "cb" && found == ErrorHandling.Swallowed)
                {
                    found = ErrorHandling.Rethrown;
                }
                else if (callee.Last is "nack" or "basic_nack" or "abandon" or "AbandonMessageAsync" or "retry" && found != ErrorHandling.Kept)
                {
                    found = ErrorHandling.Rethrown;
                }
                else if ((Keeps(callee.Path) && CarriesSomething(call)) || call.Arguments.Any(argument => Writes(argument.Value)))
                {
                    found = ErrorHandling.Kept;
                }

                if (call.Callee is MemberExpression { Target: CallExpression inner }) Look(inner, ref found);
                foreach (var argument in call.Arguments)
                {
                    if (argument.Value is LambdaExpression or CallExpression) Look(argument.Value, ref found);
                }

                break;
            case LambdaExpression lambda:
                Look(lambda.Function.Body, ref found);
                break;
        }
    }

    /// <summary>Whether a call is given more than a message or a count: what is kept has to be handed over.</summary>
    private static bool CarriesSomething(CallExpression call) =>
        call.Arguments.IsEmpty || call.Arguments is not [{ Value: LiteralExpression { Kind: LiteralKind.Number } }, ..] && call.Arguments.Any(argument => argument.Value is not (LiteralExpression or TemplateExpression));

    /// <summary>Whether an argument is a statement that stores something.</summary>
    private static bool Writes(Expression expression)
    {
        var text = expression switch
        {
            LiteralExpression literal => literal.Value,
            TemplateExpression { Parts: [LiteralExpression first, ..] } => first.Value,
            _ => "",
        };
        var statement = text.AsSpan().TrimStart();
        return statement.StartsWith("UPDATE", StringComparison.OrdinalIgnoreCase) || statement.StartsWith("INSERT", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a call of this name brings the work back to be done later.</summary>
    private static bool Keeps(string path)
    {
        // failedEvents.inc(), metrics.Failed.Add(1): a count keeps nothing.
        if (path.AsSpan(path.LastIndexOf('.') + 1) is "inc" or "incr" or "increment" or "Increment" or "Inc" or "observe" or "Observe" or "labels" or "WithLabels" or "dec" or "timing" or "gauge") return false;
        var words = Words.Of(path);
        return !words.Overlaps(Telling) && words.Overlaps(Keeping);
    }

    private static readonly HashSet<string> Keeping = new(StringComparer.Ordinal)
    {
        "enqueue", "requeue", "publish", "push", "unshift", "rpush", "lpush", "dead", "deadletter", "dlq", "save", "store", "persist", "insert", "upsert", "update",
        "mark", "spool", "outbox", "schedule", "reschedule", "append", "extend", "add", "defer", "pending", "failed", "fallback", "put", "restore", "create", "write", "ingest", "send", "resend",
    };

    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "log", "logger", "logging", "console", "metric", "metrics", "counter", "stats", "statsd", "sentry", "span", "trace", "tracer", "telemetry", "capture",
        "monitor", "print", "stderr", "stdout", "failures", "alert", "notify", "slack", "pager", "pagerduty", "mail", "email", "res", "response", "reply", "errors", "warn", "prometheus", "gauge", "histogram", "datadog",
    };

    /// <summary>What takes a message may be called after its level: <c>console.error</c> gives nobody an error.</summary>
    private static readonly string[] Logging = ["log", "logger", "logging", "console", "print", "sentry", "capture"];

    private static bool SaysFailure(Expression value) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Boolean, Value: "false" or "False" } => true,
        ObjectExpression entries => entries.Entries.Any(entry => entry.Name is "error" or "err" or "ok" or "success" or "batchItemFailures" or "failed"),
        CallExpression call => Words.Of(Callee.PathOf(call.Callee, 4)) is var words && !words.Overlaps(Logging) && (words.Overlaps(Failing) || call.Arguments.Any(argument => SaysFailure(argument.Value))),
        NameExpression name => Words.Of(name.Name).Overlaps(Failing),
        _ => false,
    };

    private static readonly HashSet<string> Failing = new(StringComparer.Ordinal) { "error", "err", "fail", "failed", "failure", "failures", "problem", "reject", "internal", "bad" };
}
