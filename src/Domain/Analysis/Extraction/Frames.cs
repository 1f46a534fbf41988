using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Says what it means to stand inside a statement.</summary>
internal static class Frames
{
    private static readonly string[] TryWords = ["attempt", "attempts", "retry", "retries", "tries", "try"];

    private static readonly string[] PauseWords = ["attempt", "attempts", "retry", "delay", "backoff", "pause"];

    public static Frame OfLoop(LoopStatement loop)
    {
        var isRetry = IsRetry(loop);
        return new LoopFrame(loop, loop.Span, Surroundings.Loop | (isRetry ? Surroundings.Retry : Surroundings.None)) { IsRetryUnit = isRetry };
    }

    /// <summary>A loop over nothing, or over a count, that turns again after an error: its head counts attempts, or its body tries and leaves on success.</summary>
    public static bool IsRetry(LoopStatement loop)
    {
        // for (const delay of [0, 500, 2000])
        if (loop.Target is NameExpression { Name: var each } && loop.Source is not null && Words.Of(each).Overlaps(PauseWords)) return TurnsOnFailureOnly(loop.Body);
        var counts = loop.Source is null || loop.Source is CallExpression { Callee: NameExpression { Name: "range" } or MemberExpression { Name: "Range" } };
        if (!counts) return false;
        var names = new WordSet();
        foreach (var header in loop.Header) AddNames(header, names);
        if (loop.Target is not null) AddNames(loop.Target, names);
        if (CountsAttempts(names)) return TurnsOnFailureOnly(loop.Body);
        if (loop.Body is not Block body) return false;
        return body.Statements.Any(statement => statement is TryStatement tries && LeavesOnSuccess(tries.Body)) || (Waits(body) && body.Statements.Any(LeavesOnGoodAnswer));
    }

    /// <summary>Whether a body catches errors, or is left once it has succeeded. One that does neither ends with the first error, and else does its work in each turn.</summary>
    private static bool TurnsOnFailureOnly(Statement body) => Parts.AllOf(body).Any(statement => statement is TryStatement or ReturnStatement or JumpStatement { Keyword: "break" })
        || Inside.Any(body, part => part is MemberExpression { Name: "catch" or "allSettled" });

    /// <summary>Whether a name is that of a count of attempts.</summary>
    public static bool CountsAttempts(WordSet names) => names.Overlaps(TryWords);

    /// <summary>A branch that ends the loop because the answer is good: <c>if (res.ok) return</c>.</summary>
    private static bool LeavesOnGoodAnswer(Statement statement) => statement is IfStatement branch
        && Parts.AllOf(branch.Then).Any(inner => inner is ReturnStatement or JumpStatement { Keyword: "break" })
        && Inside.Any(branch.Condition, part => part switch
        {
            MemberExpression member => Succeeds(member.Name),
            NameExpression name => Succeeds(name.Name),
            _ => false,
        });

    private static bool Succeeds(string name) => name is "ok" or "status" or "statusCode" or "status_code" or "StatusCode" or "IsSuccessStatusCode" or "is_success" or "success" or "Success" or "sent" or "delivered" or "accepted";

    private static bool Waits(Block body) => Inside.Any(
        body, part => part is CallExpression call && Callee.Of(call.Callee).Last is "sleep" or "Sleep" or "delay" or "Delay" or "setTimeout" or "wait" or "backoff" or "pause");

    private static bool LeavesOnSuccess(Block body) => body.Statements.Any(statement => statement is ReturnStatement or JumpStatement { Keyword: "break" });

    private static void AddNames(Expression expression, WordSet names)
    {
        switch (expression)
        {
            case NameExpression name:
                Words.AddTo(names, name.Name);
                break;
            case MemberExpression member:
                Words.AddTo(names, member.Name);
                break;
            case BinaryExpression binary:
                AddNames(binary.Left, names);
                AddNames(binary.Right, names);
                break;
            case AssignExpression assign:
                AddNames(assign.Target, names);
                break;
            case UnaryExpression unary:
                AddNames(unary.Operand, names);
                break;
        }
    }

    /// <summary>The catches of a try as one: what the most forgiving of them does.</summary>
    public static Frame OfCatches(TryStatement tries, Moment moment)
    {
        var errors = ErrorHandling.Kept;
        var worst = tries.Catches[0];
        foreach (var clause in tries.Catches)
        {
            var each = Catches.Of(clause.Body);
            if (each == ErrorHandling.Swallowed && (Catches.IsNarrow(clause) || IsTriedAgain(tries, moment))) each = ErrorHandling.Rethrown;
            if (Severity(each) >= Severity(errors)) continue;
            (errors, worst) = (each, clause);
        }

        return new TryFrame(tries.Span, errors, worst.Span) { CatchLeaves = Catches.Leaves(worst.Body) };
    }

    private static int Severity(ErrorHandling errors) => errors == ErrorHandling.Swallowed ? 0 : errors == ErrorHandling.Rethrown ? 1 : 2;

    /// <summary>Whether the loop around turns again, and what stands behind it in the function says that all attempts failed.</summary>
    private static bool IsTriedAgain(TryStatement tries, Moment moment)
    {
        var loop = moment.Frames.OfType<LoopFrame>().LastOrDefault(frame => frame.IsRetryUnit && frame.Span.Contains(tries.Span));
        var body = moment.InnermostFunction.Function?.Body;
        return loop is not null && body is not null
            && body.Statements.SkipWhile(statement => statement.Span.Start < loop.Span.End).Take(10)
                .Any(statement => Catches.Of(statement) != ErrorHandling.Swallowed);
    }

    public static Frame OfResource(UsingStatement holds)
    {
        var path = Callee.PathOf(holds.Resource is CallExpression call ? call.Callee : holds.Resource, 6);
        var words = Words.Of(path);
        if (path.EndsWith("suppress", StringComparison.Ordinal)) return new TryFrame(holds.Span, ErrorHandling.Swallowed, holds.Resource.Span);
        if (words.Overlaps(["transaction", "atomic", "begin", "tx"])) return new Frame(holds.Span, Surroundings.Transaction);
        return new Frame(holds.Span, words.Overlaps(["lock", "mutex", "semaphore"]) ? Surroundings.Lock : Surroundings.None);
    }

    public static FunctionFrame OfFunction(Function function, int index, Entry entry)
    {
        var isRetried = function.Decorators.Any(decorator => Words.Of(Callee.PathOf(decorator is CallExpression call ? call.Callee : decorator, 6)).Overlaps(
            ["retry", "backoff", "retrying", "retries"]));
        var isTransaction = function.Decorators.Any(decorator => Callee.Of(decorator is CallExpression call ? call.Callee : decorator).Last is "atomic" or "Transactional" or "transactional");
        return new FunctionFrame(function, function.Span, index, entry.Kind, isTransaction ? Surroundings.Transaction : Surroundings.None)
        {
            IsRetryUnit = isRetried || entry.Kind is EntryKind.Consumer or EntryKind.Schedule or EntryKind.Webhook,
        };
    }
}
