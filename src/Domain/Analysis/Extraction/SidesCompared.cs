using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Two sets of totals that are compared by going over one and looking each up in the other: a mention with the target <c>one-sided</c>, unless the function goes over
/// both. Fields: <c>over</c>, <c>looked-up</c>.
/// </summary>
internal sealed class SidesCompared : Recogniser
{
    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is not LoopStatement { Source: { } source, Target: { } target } loop || !moment.IsAboutMetering) return;
        Note(source, [.. Templates.NamesIn(target)], part => Inside.Any(loop.Body, part), loop, moment);
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is not ("filter" or "Where" or "forEach" or "some" or "map" or "Select") || call.Callee is not MemberExpression { Target: var source } || call.Arguments is not [{ Value: LambdaExpression { Function: { Body: { } body } function } }] || !moment.IsAboutMetering) return;
        Note(source, [.. function.Parameters.SelectMany(parameter => parameter.Name.Split(',', StringSplitOptions.RemoveEmptyEntries))], part => Inside.Any(body, part), call, moment);
    }

    private static void Note(Expression source, HashSet<string> elements, Func<Func<Expression, bool>, bool> contains, Node node, Moment moment)
    {
        if (RootsOf(source) is not [var over]) return;
        string? other = null;
        Expression? found = null;
        contains(part =>
        {
            if (LookedUp(part, elements) is not { } name || name == over) return false;
            (other, found) = (name, part);
            return true;
        });
        if (other is null || !contains(part => part is BinaryExpression { Operator: "!=" or "!==" or "-" or "<>" } or CallExpression { Callee: MemberExpression { Name: "abs" or "Abs" or "equals" or "Equals" or "eq" } or NameExpression { Name: "abs" } })) return;
        var body = moment.Function.Function?.Body;
        if (body is null || Parts.AllOf(body).Any(each => each is LoopStatement { Source: { } again } && RootsOf(again).Contains(other))
            || Inside.Any(body, part => part is CallExpression { Callee: MemberExpression { Name: "filter" or "Where" or "forEach" or "union" or "Union" or "Except" or "difference" or "keys" or "Keys" or "map" or "Select" or "Concat" } member } && RootsOf(member.Target).Contains(other))
            || Inside.Any(body, part => part is ComprehensionExpression comprehension && RootsOf(comprehension.Source).Contains(other)))
        {
            return;
        }

        moment.Facts.Add(moment.Site(SiteKind.Mention, node, moment.TextOf(source)) with
        {
            Lines = moment.LinesOf(source) with { Last = Math.Max(moment.LinesOf(source).Last, moment.LinesOf(found!).Last) },
            Target = "one-sided",
            Fields = [new FieldFact("over", moment.LinesOf(source), moment.Trace(source) with { Text = over }), new FieldFact("looked-up", moment.LinesOf(found!), moment.Trace(found!) with { Text = other })],
        });
    }

    /// <summary>The names that a source is made of: <c>sorted(counted.items())</c> goes over one, <c>ledger.keys() | counted.keys()</c> over two.</summary>
    private static List<string> RootsOf(Expression source)
    {
        switch (source)
        {
            case NameExpression name:
                return [name.Name];
            case CallExpression { Callee: MemberExpression { Name: "items" or "keys" or "entries" or "values" or "Keys" or "OrderBy" or "sort" or "ToList" or "filter" or "Where" or "AsEnumerable" or "OrderByDescending", Target: var target } call }:
                return target is NameExpression { Name: "Object" or "dict" } && source is CallExpression { Arguments: [{ Value: var first }, ..] } ? RootsOf(first) : RootsOf(target);
            case CallExpression { Callee: NameExpression { Name: "sorted" or "list" or "set" or "iter" or "reversed" or "tuple" }, Arguments: [{ Value: var inner }, ..] }:
                return RootsOf(inner);
            case MemberExpression { Name: "Keys" or "Values" or "data" or "Items", Target: var held }:
                return RootsOf(held);
            case AwaitExpression await:
                return RootsOf(await.Operand);
            case BinaryExpression binary:
                return [.. RootsOf(binary.Left), .. RootsOf(binary.Right)];
            case ListExpression list:
                return [.. list.Items.SelectMany(RootsOf)];
            case UnaryExpression spread:
                return RootsOf(spread.Operand);
            default:
                return [];
        }
    }

    private static string? LookedUp(Expression part, HashSet<string> elements) => part switch
    {
        CallExpression { Callee: MemberExpression { Name: "get" or "GetValueOrDefault" or "TryGetValue" or "pop" or "find" or "has", Target: NameExpression name }, Arguments: [{ Value: var key }, ..] } when Uses(key, elements) => name.Name,
        IndexExpression { Target: NameExpression name, Index: var key } when Uses(key, elements) => name.Name,
        _ => null,
    };

    private static bool Uses(Expression key, HashSet<string> elements) => Inside.Any(key, part => part is NameExpression name && elements.Contains(name.Name));
}
