using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Several calls that are waited for together, of which those that failed are left out without a look: <c>Promise.allSettled</c> with only the fulfilled kept,
/// <c>asyncio.gather(return_exceptions=True)</c> with only what is no exception kept. A mention with the target <c>failed-left-out</c>.
/// </summary>
internal sealed class SettledParts : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (use.Outcome == Outcome.Dropped || moment.InnermostFunction.Function?.Body is not { } body) return;
        var isSettled = callee.Path == "Promise.allSettled";
        var isGathered = callee.Last == "gather" && call.Arguments.Any(argument => argument.Name == "return_exceptions" && TableShape.IsTrue(argument.Value));
        if (!isSettled && !isGathered) return;
        if (!(isSettled ? KeepsFulfilled(body) && !LooksAtRejected(body) : KeepsResults(body) && !LooksAtExceptions(body))) return;
        var about = moment.Trace(call);
        moment.Facts.Add(moment.Site(SiteKind.Mention, call, moment.TextOf(call)) with { Target = "failed-left-out", Fields = [new FieldFact("parts", moment.LinesOf(call), about)] });
    }

    private static bool KeepsFulfilled(Block body) => Inside.Any(body, part => part is BinaryExpression { Operator: "==" or "===", Right: LiteralExpression { Value: "fulfilled" } });

    private static bool LooksAtRejected(Block body) => Inside.Any(body, part => part is LiteralExpression { Value: "rejected" } or MemberExpression { Name: "reason" } or BinaryExpression { Operator: "!=" or "!==", Right: LiteralExpression { Value: "fulfilled" } });

    private static bool KeepsResults(Block body) => Inside.Any(body, part => part is ComprehensionExpression { Condition: UnaryExpression { Operator: "not", Operand: CallExpression asked } } && IsAsked(asked));

    private static bool LooksAtExceptions(Block body)
    {
        var kept = 0;
        var asked = 0;
        Inside.Any(body, part =>
        {
            if (part is ComprehensionExpression { Condition: UnaryExpression { Operator: "not", Operand: CallExpression left } } && IsAsked(left)) kept++;
            else if (part is CallExpression call && IsAsked(call)) asked++;
            return false;
        });
        // Each that is kept by asking is met once more as the question itself.
        return asked > kept;
    }

    private static bool IsAsked(CallExpression call) => call is { Callee: NameExpression { Name: "isinstance" }, Arguments: [_, { Value: NameExpression type }] } && (type.Name.EndsWith("Exception", StringComparison.Ordinal) || type.Name.EndsWith("Error", StringComparison.Ordinal));
}
