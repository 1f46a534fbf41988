using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// What a handler of errors gives in place of the outcome that failed: a return, a value given to a variable (tag <c>assigned</c>), or the next handler
/// of the request (tag <c>next</c>), or nothing: the function goes on behind it as if the work had succeeded (tag <c>on</c>). Tags besides: <c>catch</c>, and what the value says: <c>yes</c>, <c>no</c>, <c>zero</c>, <c>empty</c>, <c>endless</c>, <c>nothing</c>.
/// Target: the variable, for one that is assigned.
/// </summary>
internal sealed class CaughtOutcomes : Recogniser
{
    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is TryStatement tries) NoteIfGoesOn(tries, moment);
        if (statement is not ReturnStatement returned || !IsCaught(moment)) return;
        if (returned.Value is null) moment.Facts.Add(moment.Site(SiteKind.Return, returned, "return") with { Tags = ["catch", "nothing"] });
        else Note(returned.Value, returned, ["catch"], null, moment);
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (node is AssignExpression && @operator == "=" && IsCaught(moment)) Note(value, node, ["catch", "assigned"], Callee.Of(target).Last, moment);
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        var goesOn = callee.Path == "next" && call.Arguments.IsEmpty || callee.Path is "call_next" or "self.get_response" or "get_response" or "next.Invoke" or "_next" or "this.next";
        if (goesOn && IsCaught(moment)) moment.Facts.Add(moment.Site(SiteKind.Return, call, callee.Path) with { Tags = ["catch", "next", "yes"] });
    }

    private static void NoteIfGoesOn(TryStatement tries, Moment moment)
    {
        var body = moment.InnermostFunction.Function?.Body;
        if (body is null || !Parts.After(body, tries).Any()) return;
        foreach (var clause in tries.Catches)
        {
            var deeds = Branches.Of(clause.Body);
            if ((deeds & (Deeds.Leaves | Deeds.Refuses)) != 0) continue;
            var site = moment.Site(SiteKind.Return, clause.Body, "goes on");
            var preset = PresetIn(tries, clause, moment);
            moment.Facts.Add(site with
            {
                Lines = new LineRange(moment.Tree.Lines.LineAt(clause.Span.Start), moment.Tree.Lines.LineAt(clause.Span.Start)),
                Target = preset,
                Tags = preset is null ? ["catch", "on"] : ["catch", "on", "preset"],
            });
        }
    }

    /// <summary>The variable that says yes before the try asks, and still does behind a catch that leaves it alone.</summary>
    private static string? PresetIn(TryStatement tries, CatchClause clause, Moment moment)
    {
        foreach (var statement in tries.Body.Statements)
        {
            if (statement is not ExpressionStatement { Expression: AssignExpression { Operator: "=", Target: NameExpression { Name: var name } } }) continue;
            if (moment.Scope.Find(name, tries.Span.Start, out _)?.Value is { } before && Branches.SaysYes(before)
                && !Inside.Any(clause.Body, part => part is AssignExpression { Target: NameExpression again } && again.Name == name))
            {
                return name;
            }
        }

        return null;
    }

    private static void Note(Expression value, Node node, ImmutableArray<string> tags, string? target, Moment moment)
    {
        var says = Says(value).ToImmutableArray();
        moment.Facts.Add(moment.Site(SiteKind.Return, node, moment.TextOf(node)) with
        {
            Target = target,
            Tags = [.. tags, .. says],
            Fields = [new FieldFact("value", moment.LinesOf(value), moment.Trace(value))],
        });
    }

    private static bool IsCaught(Moment moment)
    {
        for (var index = moment.Frames.Count - 1; index >= 0; index--)
        {
            var frame = moment.Frames[index];
            if ((frame.Surroundings & Surroundings.Catch) != 0) return true;
            if (frame is FunctionFrame { Index: >= 0 }) return false;
        }

        return false;
    }

    private static IEnumerable<string> Says(Expression value)
    {
        if (Branches.SaysNo(value)) yield return "no";
        else if (Branches.SaysYes(value)) yield return "yes";
        if (IsEndless(value)) yield return "endless";
        if (IsZero(value, 4)) yield return "zero";
        else if (IsEmpty(value)) yield return "empty";
        if (value is LiteralExpression { Kind: LiteralKind.Null }) yield return "nothing";
    }

    private static bool IsEndless(Expression value) => value switch
    {
        NameExpression { Name: "Infinity" } => true,
        MemberExpression { Name: "MAX_SAFE_INTEGER" or "MaxValue" or "POSITIVE_INFINITY" or "MAX_VALUE" or "maxsize" or "inf" or "PositiveInfinity" } => true,
        CallExpression { Callee: NameExpression { Name: "float" }, Arguments: [{ Value: LiteralExpression { Value: "inf" or "Infinity" } }] } => true,
        ObjectExpression entries => entries.Entries.Any(entry => IsEndless(entry.Value)),
        _ => false,
    };

    /// <summary>Whether a value is 0, or a structure in which each quantity is.</summary>
    public static bool IsZero(Expression value, int depth) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0n" or "0.0" or "0m" or "0L" or "0.0m" } => true,
        MemberExpression { Name: "Zero" } => true,
        CallExpression { Callee: NameExpression { Name: "Decimal" or "BigInt" }, Arguments: [{ Value: LiteralExpression { Value: "0" } }] } => true,
        ObjectExpression entries => depth > 0 && entries.Entries.Any(entry => IsZero(entry.Value, depth - 1)),
        CallExpression call => depth > 0 && call.Arguments.Any(argument => (argument.Name is not null || call.IsNew || argument.Value is ObjectExpression) && IsZero(argument.Value, depth - 1)),
        ListExpression list => depth > 0 && list.Items.Any(item => IsZero(item, depth - 1)),
        _ => false,
    };

    public static bool IsEmpty(Expression value) => value switch
    {
        ListExpression { Items.IsEmpty: true } or ObjectExpression { Entries.IsEmpty: true } => true,
        ObjectExpression entries => entries.Entries.Any(entry => entry.Value is not CallExpression && IsEmpty(entry.Value)),
        CallExpression { Callee: MemberExpression { Name: "Empty" } } => true,
        CallExpression { IsNew: true, Arguments.IsEmpty: true } => true,
        _ => false,
    };
}
