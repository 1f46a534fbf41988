using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells whether anybody looks at the answer of a call that reports failure in it rather than by an error.</summary>
internal static class Answers
{
    /// <summary>Whether an HTTP call gives a refusal back as an answer like any other.</summary>
    public static bool KeepsRefusals(CallExpression call, Callee callee, Moment moment)
    {
        switch (moment.Tree.File.Language)
        {
            case Language.JavaScript or Language.TypeScript:
                return callee.Last == "fetch" || (callee.Last == "request" && moment.Facts.Imports("undici"));
            case Language.Python:
                return callee.Last is "post" or "request" or "put" && moment.Facts.Imports("requests", "httpx", "aiohttp") && !Raises(call, moment);
            case Language.CSharp:
                return callee.Last is "PostAsync" or "PostAsJsonAsync" or "SendAsync" or "PutAsync" or "PutAsJsonAsync";
            default:
                return false;
        }
    }

    /// <summary>Whether the status of the answer is looked at, or the answer is handed on.</summary>
    public static bool IsStatusRead(CallExpression call, Use use, Moment moment) => use.Outcome == Outcome.Returned || Reads(call, use.Variable, moment, IsStatus);

    /// <summary>Whether the part of the answer that lists what failed is looked at, or the answer is handed on.</summary>
    public static bool IsPartRead(CallExpression call, Use use, Moment moment, string part) =>
        use.Outcome == Outcome.Returned || Reads(call, use.Variable, moment, name => string.Equals(name, part, StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "has" + part, StringComparison.OrdinalIgnoreCase) || (name.EndsWith(part, StringComparison.OrdinalIgnoreCase) && name.Length > part.Length))
        || (part.EndsWith("Count", StringComparison.Ordinal) && Reads(call, null, moment, name => name is "ErrorCode" or "ErrorMessage"));

    private static bool Reads(CallExpression call, string? variable, Moment moment, Func<string, bool> isWanted)
    {
        var body = (Statement?)moment.Function.Function?.Body ?? moment.Tree.Root;
        return Inside.Any(body, expression => expression switch
        {
            MemberExpression member => isWanted(member.Name) && (variable is null || NameOf(member.Target) == variable || member.Span.Contains(call.Span)),
            IndexExpression { Index: LiteralExpression literal } index => isWanted(literal.Value) && (variable is null || NameOf(index.Target) == variable),
            ObjectExpression pattern => pattern.Entries.Any(entry => (entry.Name ?? TargetOf(entry.Value)) is { } name && isWanted(name) && entry.Value is NameExpression or AssignExpression or ListExpression),
            BinaryExpression { Operator: "in" or "not in", Left: LiteralExpression key } => isWanted(key.Value),
            CallExpression other when other != call => Hands(other, variable, isWanted),
            _ => false,
        });
    }

    /// <summary>The name in a pattern that has a default: <c>{ failed = [] }</c>.</summary>
    private static string? TargetOf(Expression entry) => entry is AssignExpression { Target: NameExpression name } ? name.Name : (entry as NameExpression)?.Name;

    /// <summary>Whether a call takes the answer, or asks it for the wanted part.</summary>
    private static bool Hands(CallExpression call, string? variable, Func<string, bool> isWanted)
    {
        var last = Callee.Of(call.Callee).Last;
        if (call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } key }, ..] && last is "get" or "pop" && isWanted(key.Value)) return true;
        return variable is not null && last is not ("log" or "info" or "debug" or "print" or "LogInformation") && call.Arguments.Any(argument => argument.Value is NameExpression name && name.Name == variable);
    }

    private static string? NameOf(Expression target) => target switch
    {
        NameExpression name => name.Name,
        AwaitExpression await => NameOf(await.Operand),
        MemberExpression member => NameOf(member.Target),
        CallExpression call => NameOf(call.Callee),
        _ => null,
    };

    private static bool IsStatus(string name) => name is "ok" or "status" or "statusCode" or "status_code" or "StatusCode" or "raise_for_status" or "EnsureSuccessStatusCode"
        or "IsSuccessStatusCode" or "is_success" or "is_error" or "statusText" or "ReasonPhrase";

    /// <summary>Whether the client was made so that it turns refusals into errors.</summary>
    private static bool Raises(CallExpression call, Moment moment)
    {
        if (call.Arguments.Any(argument => argument.Name is "raise_for_status")) return true;
        var root = call.Callee;
        while (root is MemberExpression member) root = member.Target;
        return moment.Resolve(root) is CallExpression made && made.Arguments.Any(argument => argument.Name is "raise_for_status" or "event_hooks");
    }
}
