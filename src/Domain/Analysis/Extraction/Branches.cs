using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a branch does about the condition that leads to it.</summary>
[Flags]
internal enum Deeds
{
    None = 0,

    /// <summary>Refuses the work: throws, answers with an error status, returns that it is not allowed.</summary>
    Refuses = 1 << 0,

    /// <summary>Tells a person: a mail, a message, an alert.</summary>
    Notifies = 1 << 1,

    /// <summary>Writes a log line or touches a metric.</summary>
    Logs = 1 << 2,

    /// <summary>Does anything else.</summary>
    Acts = 1 << 3,

    /// <summary>Leaves the function or the turn of the loop.</summary>
    Leaves = 1 << 4,
}

/// <summary>Reads branches.</summary>
internal static class Branches
{
    private static readonly HashSet<string> Telling = new(StringComparer.Ordinal)
    {
        "notify", "notification", "notifications", "notifier", "notice", "notices", "alert", "alerts", "alerter", "mail", "mailer", "email", "emails", "slack", "sms", "webhook",
        "warning", "warn", "pagerduty", "sendgrid", "postmark", "smtp", "ses", "message",
    };

    private static readonly HashSet<string> Watching = new(StringComparer.Ordinal)
    {
        "log", "logger", "logging", "console", "print", "metric", "metrics", "counter", "statsd", "sentry", "telemetry", "gauge", "inc", "span",
    };

    private static readonly HashSet<string> Refusing = new(StringComparer.Ordinal)
    {
        "error", "err", "fail", "failed", "failure", "deny", "denied", "reject", "rejected", "exceeded", "exceed", "forbidden", "problem", "block", "blocked", "abort", "refuse",
        "refused", "unauthorized", "exhausted", "insufficient", "disallow", "disallowed", "suspend", "suspended",
    };

    public static Deeds Of(Statement? statement)
    {
        var deeds = Deeds.None;
        foreach (var each in Parts.AllOf(statement))
        {
            deeds |= each switch
            {
                ThrowStatement => Deeds.Refuses | Deeds.Leaves,
                ReturnStatement { Value: { } value } => Deeds.Leaves | (SaysNo(value) ? Deeds.Refuses : Of(value)),
                ReturnStatement or JumpStatement => Deeds.Leaves,
                ExpressionStatement expression => Of(expression.Expression),
                DeclareStatement { Value: { } value } => Of(value),
                _ => Deeds.None,
            };
        }

        return deeds;
    }

    /// <summary>Whether its last statement returns, throws, or leaves the turn of a loop.</summary>
    public static bool EndsByLeaving(Statement branch) => branch switch
    {
        Block block => !block.Statements.IsEmpty && EndsByLeaving(block.Statements[^1]),
        ReturnStatement or JumpStatement or ThrowStatement => true,
        ExpressionStatement { Expression: UnaryExpression { Operator: "throw" } } => true,
        _ => false,
    };

    public static Deeds Of(Expression expression)
    {
        switch (expression)
        {
            case AwaitExpression await:
                return Of(await.Operand);
            case UnaryExpression { Operator: "throw" }:
                return Deeds.Refuses;
            case AssignExpression assign:
                return SaysNo(assign) ? Deeds.Refuses : Deeds.Acts | (assign.Value is CallExpression or AwaitExpression ? Of(assign.Value) : Deeds.None);
            case CallExpression call:
                var words = Words.Of(Callee.PathOf(call.Callee, 8));
                if (HasErrorStatus(call)) return Deeds.Refuses;
                if (words.Overlaps(Watching)) return Deeds.Logs;
                if (words.Overlaps(Telling)) return Deeds.Notifies;
                return words.Overlaps(Refusing) || call.Arguments.Any(argument => argument.Value is CallExpression { IsNew: true } made && SaysNo(made))
                    ? Deeds.Refuses : Deeds.Acts;
            default:
                return SaysNo(expression) ? Deeds.Refuses : Deeds.None;
        }
    }

    /// <summary>Whether a value says that something is not allowed.</summary>
    public static bool SaysNo(Expression? value) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Boolean } literal => literal.Value is "false" or "False",
        LiteralExpression { Kind: LiteralKind.String } literal => Words.Of(literal.Value).Overlaps(Refusing),
        ObjectExpression entries => entries.Entries.Any(SaysNo),
        ListExpression { Items: [var first, ..] and var items } => SaysNo(first) || items.Any(IsErrorStatus),
        AwaitExpression await => SaysNo(await.Operand),
        AssignExpression { Target: MemberExpression { Name: "status" or "StatusCode" or "statusCode" or "status_code" } } status => IsErrorStatus(status.Value),
        AssignExpression { Target: NameExpression or MemberExpression } assign => assign.Value is LiteralExpression && SaysNo(new Argument(Callee.Of(assign.Target).Last, assign.Value, false)),
        MemberExpression member => Words.Of(member.Name) is var words && (words.Overlaps(Refusing) || (words.Contains("not") && words.Overlaps(["enough", "allowed", "permitted", "sufficient"]))),
        CallExpression call => HasErrorStatus(call) || Words.Of(Callee.PathOf(call.Callee, 4)).Overlaps(Refusing) || call.Arguments.Any(SaysNo),
        _ => false,
    };

    private static bool SaysNo(Argument entry)
    {
        if (entry.Value is ObjectExpression or CallExpression) return SaysNo(entry.Value);
        if (entry.Value is not LiteralExpression literal || entry.Name is null) return entry.Name is null && entry.Value is LiteralExpression { Kind: LiteralKind.Boolean } && SaysNo(entry.Value);
        var name = Words.Of(entry.Name);
        if (name.Contains("status") || name.Contains("code")) return IsErrorStatus(literal);
        if (literal.Kind != LiteralKind.Boolean) return name.Contains("error") && literal.Kind == LiteralKind.String;
        return literal.Value is "true" or "True" ? name.Overlaps(Refusing) : name.Overlaps(Permitting);
    }

    /// <summary>Whether a value says that something is allowed.</summary>
    public static bool SaysYes(Expression? value) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Boolean } literal => literal.Value is "true" or "True",
        ObjectExpression entries => entries.Entries.Any(entry => entry.Name is not null && Words.Of(entry.Name).Overlaps(Permitting) && SaysYes(entry.Value)),
        CallExpression call => call.Arguments.Any(argument => argument.Name is not null ? Words.Of(argument.Name).Overlaps(Permitting) && SaysYes(argument.Value) : argument.Value is LiteralExpression { Kind: LiteralKind.Boolean } or ObjectExpression && SaysYes(argument.Value))
            || Words.Of(Callee.Of(call.Callee).Last).Overlaps(Permitting),
        MemberExpression member => Words.Of(member.Name).Overlaps(Permitting),
        AwaitExpression await => SaysYes(await.Operand),
        _ => false,
    };

    private static readonly HashSet<string> Permitting = new(StringComparer.Ordinal)
    {
        "allow", "allowed", "allows", "ok", "permit", "permitted", "granted", "admitted", "within", "success", "can", "pass", "passed", "accepted", "approved", "proceed",
    };

    private static bool HasErrorStatus(CallExpression call)
    {
        var last = Callee.Of(call.Callee).Last;
        var named = last is "status" or "code" or "sendStatus" or "StatusCode" or "abort" or "HTTPException" or "HttpException" or "Response" or "json" or "JSONResponse" or "JsonResponse"
            or "Problem" or "Json" or "jsonify" or "send" or "error" or "make_response" or "createError" or "ApiError" or "HttpError" or "text";
        if (named && call.Arguments.Any(argument => (argument.Name is null or "status" or "status_code" or "statusCode") && (IsErrorStatus(argument.Value)
            || (argument.Value is ObjectExpression options && options.Entries.Any(entry => entry.Name is "status" or "statusCode" && IsErrorStatus(entry.Value)))))) return true;
        return call.Callee is MemberExpression { Target: CallExpression inner } && HasErrorStatus(inner);
    }

    private static bool IsErrorStatus(Expression value) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Number } number => number.Value is [>= '4' and <= '5', _, _],
        MemberExpression member => Words.Of(member.Name).Overlaps(["required", "many", "forbidden", "unavailable", "bad", "error", "conflict"])
            || member.Name.StartsWith("HTTP_4", StringComparison.Ordinal) || member.Name.StartsWith("HTTP_5", StringComparison.Ordinal) || member.Name.StartsWith("Status4", StringComparison.Ordinal),
        CastExpression cast => IsErrorStatus(cast.Operand),
        _ => false,
    };
}
