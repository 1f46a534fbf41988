using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Places where something is passed over without a word. Tags: <c>default</c> (no case of a switch knows it), <c>unknown</c> (what it belongs to was not
/// found), <c>sampled</c> (chance decides), <c>full</c> (a buffer has no room), <c>error</c> (a catch does nothing), <c>settled</c>
/// (of several calls that are waited for together, nobody looks at the results, in which their errors are). Target: the text of the condition or subject.
/// </summary>
internal sealed class Discards : Recogniser
{
    public override void Statement(Statement statement, Moment moment)
    {
        switch (statement)
        {
            case SwitchStatement { Cases.Length: > 1 } choice when choice.Cases.FirstOrDefault(each => each.IsDefault) is { } otherwise && IsSilent(otherwise.Body)
                && Words.Of(moment.TextOf(choice.Subject)).Overlaps(["type", "kind", "event", "meter", "metric", "name", "code", "topic"]):
                Note(otherwise.Span.Length > 0 ? new Block(otherwise.Span, []) : choice, moment.TextOf(choice.Subject), "default", moment);
                break;
            case ExpressionStatement { Expression: AwaitExpression { Operand: CallExpression gathering } } when IsSettling(gathering):
                Note(gathering, "", "settled", moment);
                break;
            case TryStatement tries:
                foreach (var clause in tries.Catches)
                {
                    if (IsSilent(clause.Body)) Note(new Block(clause.Span, []), clause.Type ?? "", "error", moment);
                }

                break;
            case IfStatement { Else: null } branch when Leaves(branch.Then):
                if (TagOf(branch, moment) is { } tag) Note(branch, moment.TextOf(branch.Condition), tag, moment);
                break;
        }
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (use.Variable is not null && IsSettling(call) && !AnswersForEach(moment)) Note(call, "", "settled", moment);
        if (callee.Last == "catch" && call.Arguments is [{ Value: LambdaExpression { Function.Body: { } body } handler }, ..] && IsSilent(body)) Note(handler, "", "error", moment);
    }

    /// <summary>Whether what starts the function is no queue, or it says to the queue which items failed: by a list, by an error, by keeping or acknowledging them one by one.</summary>
    private static bool AnswersForEach(Moment moment)
    {
        if (moment.Function.Entry != EntryKind.Consumer || moment.Function.Function?.Body is not { } body) return true;
        return Parts.AllOf(body).Any(part => part is ThrowStatement) || Inside.Any(body, part => part switch
        {
            NameExpression name => IsAnswer(name.Name),
            MemberExpression member => IsAnswer(member.Name),
            LiteralExpression { Kind: LiteralKind.String } literal => IsAnswer(literal.Value),
            ObjectExpression entries => entries.Entries.Any(entry => entry.Name is { } name && IsAnswer(name)),
            CallExpression call => Words.Of(Callee.Of(call.Callee).Last).Overlaps(["publish", "requeue", "enqueue", "ack", "acknowledge", "nack", "retry", "delete", "send", "insert", "save", "store", "put", "complete", "abandon"]) && !Words.Of(Callee.PathOf(call.Callee, 4)).Overlaps(["metric", "metrics", "log", "logger", "stats", "statsd"]),
            _ => false,
        });
    }

    private static bool IsAnswer(string name) => name.Contains("temFailure", StringComparison.Ordinal) || name.Contains("item_failure", StringComparison.Ordinal) || name.Contains("temIdentifier", StringComparison.Ordinal);

    private static void Note(Node node, string what, string tag, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Discard, node, what) with { Target = what, Tags = [tag] });

    /// <summary>Whether a call waits for several and gives their errors back as results.</summary>
    private static bool IsSettling(CallExpression call) => Callee.Of(call.Callee).Last switch
    {
        "allSettled" => true,
        "gather" => call.Arguments.Any(argument => argument is { Name: "return_exceptions", Value: LiteralExpression { Value: "True" } }),
        _ => false,
    };

    private static string? TagOf(IfStatement branch, Moment moment)
    {
        if (Inside.Any(branch.Condition, IsChance) || moment.TextOf(branch.Condition).Contains("sampl", StringComparison.OrdinalIgnoreCase)) return "sampled";
        if (!IsSilent(branch.Then)) return null;
        if (IsFull(branch.Condition, moment)) return "full";
        return Missing(branch.Condition) is { } name && Words.Of(name).Overlaps(["meter", "metric", "handler", "customer", "subscription", "account", "tenant", "price"]) ? "unknown" : null;
    }

    /// <summary>What a condition finds to be missing: <c>!x</c>, <c>x is None</c>, <c>x == null</c>, <c>not x</c>.</summary>
    private static string? Missing(Expression condition) => condition switch
    {
        UnaryExpression { Operator: "!" or "not", Operand: var operand } => Callee.PathOf(operand is CallExpression call ? call.Callee : operand, 4),
        BinaryExpression { Operator: "==" or "===" or "is", Right: LiteralExpression { Kind: LiteralKind.Null } } binary => Callee.PathOf(binary.Left, 4),
        BinaryExpression { Operator: "not in" } binary => Callee.PathOf(binary.Left, 4),
        _ => null,
    };

    private static bool IsFull(Expression condition, Moment moment) => condition is BinaryExpression { Operator: ">" or ">=" or "==" or "===" } binary && binary.Left switch
    {
        MemberExpression { Name: "length" or "Length" or "Count" or "size", Target: var list } => Memory.StoreOf(list, moment) is not null && binary.Right is not LiteralExpression { Value: "0" },
        CallExpression { Callee: NameExpression { Name: "len" }, Arguments: [{ Value: var list }] } => Memory.StoreOf(list, moment) is not null && binary.Right is not LiteralExpression { Value: "0" },
        CallExpression { Callee: MemberExpression { Name: "qsize", Target: var list } } => Memory.StoreOf(list, moment) is not null,
        _ => false,
    };

    private static bool IsChance(Expression expression) =>
        expression is CallExpression call && Callee.Of(call.Callee) is { Path: "Math.random" or "random.random" or "random.randint" or "Random.Shared.NextDouble" or "Random.Shared.Next" };

    private static bool Leaves(Statement statement) => statement switch
    {
        ReturnStatement or JumpStatement => true,
        Block { Statements: [.., var last] } => Leaves(last),
        _ => false,
    };

    /// <summary>Whether nothing is done at all but to go on: no call, no error, no assignment.</summary>
    private static bool IsSilent(Statement statement) => !HasThrow(statement) && !Inside.Any(statement, expression => expression is CallExpression or AssignExpression);

    private static bool HasThrow(Statement statement) => statement switch
    {
        ThrowStatement => true,
        Block block => block.Statements.Any(HasThrow),
        IfStatement branch => HasThrow(branch.Then) || (branch.Else is not null && HasThrow(branch.Else)),
        _ => false,
    };
}
