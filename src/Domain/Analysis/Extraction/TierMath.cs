using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// The charge of one price tier is added to a sum, in a loop over tiers. Tags: <c>tier</c>; <c>capped</c> (the quantity stops at the tier's upper
/// bound), <c>stuck</c> (what is taken off is the start of the first tier, which no turn moves), <c>reduced</c> (something is taken off it), <c>remainder</c> (the loop itself takes off what a tier took), <c>bounded</c> (it is the size of the
/// tier), <c>last</c> (the loop ends there).
/// </summary>
internal sealed class TierMath : Recogniser
{
    private static readonly HashSet<string> Tiers = new(StringComparer.Ordinal) { "tier", "tiers", "bracket", "brackets", "band", "bands", "slab", "slabs" };

    private static readonly HashSet<string> Prices = new(StringComparer.Ordinal) { "price", "rate", "cents", "cost", "fee", "unit", "per" };

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        var added = @operator switch
        {
            "+=" => value,
            "=" when value is BinaryExpression { Operator: "+" } sum && target is NameExpression name && Names.In(sum.Left).SetEquals(Words.Of(name.Name)) => sum.Right,
            // Decimal libraries: total = total.plus(…).
            "=" when value is CallExpression { Callee: MemberExpression { Name: "plus" or "add" or "Add", Target: NameExpression left }, Arguments: [{ Value: var more }] } && target is NameExpression name && left.Name == name.Name => more,
            _ => null,
        };
        if (added is null || LoopAround(moment) is not { } loop || !Loops.WordsOf(loop).Overlaps(Tiers)) return;
        if (Product(added, moment) is not var (first, second)) return;
        var quantity = Names.In(second).Overlaps(Prices) ? first : second;
        var tags = new List<string> { "tier" };
        if (Has(quantity, moment, 4, IsCapped)) tags.Add("capped");
        if (Has(quantity, moment, 4, inner => inner is BinaryExpression { Operator: "-" } difference && !IsStuck(difference.Right, loop))) tags.Add("reduced");
        else if (Has(quantity, moment, 4, inner => inner is BinaryExpression { Operator: "-" })) tags.Add("stuck");
        if (IsReduced(quantity, loop, moment)) tags.Add("remainder");
        if (quantity is MemberExpression or IndexExpression && Names.In(quantity).Overlaps(Tiers)) tags.Add("bounded");
        if (IsLast(node, loop)) tags.Add("last");
        moment.Facts.Add(moment.Site(SiteKind.Calculate, node, moment.TextOf(node)) with
        {
            Tags = [.. tags],
            Fields = [new FieldFact("quantity", moment.LinesOf(quantity), moment.Trace(quantity))],
        });
    }

    /// <summary>The part of a tier as a line of its own: <c>lines.push({ from: floor, to: ceiling, price: tier.price })</c>, <c>yield Charge(floor, ceiling, tier.rate)</c>.</summary>
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.Arguments.IsEmpty || LoopAround(moment) is not { } loop || !Loops.WordsOf(loop).Overlaps(Tiers)) return;
        if (!call.IsNew && callee.Last is not ("push" or "append" or "Add") && use.Outcome != Outcome.Kept && use.Outcome != Outcome.Dropped) return;
        var given = call.Arguments.SelectMany(argument => argument.Value switch
        {
            ObjectExpression entries => entries.Entries.Select(entry => entry.Value),
            ListExpression list => list.Items,
            _ => [argument.Value],
        }).ToList();
        if (given.Count < 2 || given.Find(value => IsStuck(value, loop)) is not { } floor) return;
        if (!given.Exists(value => Has(value, moment, 3, IsCapped)) || !given.Exists(value => Names.In(value).Overlaps(Prices))) return;
        moment.Facts.Add(moment.Site(SiteKind.Calculate, call, moment.TextOf(call)) with
        {
            Tags = ["tier", "capped", "stuck"],
            Fields = [new FieldFact("quantity", moment.LinesOf(floor), moment.Trace(floor))],
        });
    }

    private static readonly HashSet<string> Floors = new(StringComparer.Ordinal)
    {
        "floor", "from", "lower", "start", "previous", "prev", "prior", "charged", "covered", "consumed", "billed", "bottom", "last", "base", "done", "below", "low", "offset", "taken", "rated", "counted", "min",
    };

    /// <summary>Whether a name says where a tier begins, and no turn of the loop moves it.</summary>
    private static bool IsStuck(Expression value, LoopStatement loop) => value is NameExpression { Name: var name } && Words.Of(name).Overlaps(Floors)
        && !Names.In(loop.Target).Overlaps([name])
        && !Parts.AllOf(loop.Body).Any(statement => statement is DeclareStatement { Target: var target } && Declares(target, name))
        && !Inside.Any(loop.Body, part => part is AssignExpression { Target: var target } && Declares(target, name))
        && !(loop.Target is { } turn && Inside.Any(turn, part => part is NameExpression own && own.Name == name));

    private static bool Declares(Expression target, string name) => target switch
    {
        NameExpression own => own.Name == name,
        ListExpression list => list.Items.Any(item => Declares(item, name)),
        ObjectExpression entries => entries.Entries.Any(entry => Declares(entry.Value, name)),
        _ => false,
    };

    private static LoopStatement? LoopAround(Moment moment)
    {
        for (var index = moment.Frames.Count - 1; index >= 0; index--)
        {
            switch (moment.Frames[index])
            {
                case FunctionFrame { Index: >= 0 }:
                    return null;
                case LoopFrame frame:
                    return frame.Loop;
            }
        }

        return null;
    }

    private static (Expression First, Expression Second)? Product(Expression added, Moment moment) => moment.Resolve(added) switch
    {
        BinaryExpression { Operator: "*" } product => (product.Left, product.Right),
        CallExpression { Callee: MemberExpression { Name: "times" or "mul" or "multipliedBy" or "multiply" or "Multiply", Target: var first }, Arguments: [{ Value: var second }] } => (first, second),
        CallExpression { Arguments: [{ Value: BinaryExpression { Operator: "*" } product }, ..] } => (product.Left, product.Right),
        _ => null,
    };

    private static bool IsCapped(Expression expression) => expression switch
    {
        CallExpression call => Callee.Of(call.Callee).Last is "min" or "Min" or "minimum",
        ConditionalExpression => true,
        _ => false,
    };

    /// <summary>Whether the loop takes something off a name that the quantity is made of.</summary>
    private static bool IsReduced(Expression quantity, LoopStatement loop, Moment moment)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        Has(quantity, moment, 4, inner =>
        {
            if (inner is NameExpression name) names.Add(name.Name);
            return false;
        });
        return Parts.Of(loop.Body).OfType<AssignExpression>().Any(assign => assign.Target is NameExpression name && names.Contains(name.Name)
            && (assign.Operator == "-=" || assign.Value is BinaryExpression { Operator: "-" }));
    }

    /// <summary>Whether the loop or the function is left in the block that the charge stands in.</summary>
    private static bool IsLast(Node charge, LoopStatement loop) => Parts.AllOf(loop.Body).OfType<Block>().Any(block =>
        block.Statements.Any(statement => statement is ExpressionStatement && statement.Span.Contains(charge.Span))
        && block.Statements[^1] is ReturnStatement or JumpStatement { Keyword: "break" });

    private static bool Has(Expression? expression, Moment moment, int depth, Func<Expression, bool> isWanted)
    {
        if (expression is null || depth == 0) return false;
        if (isWanted(expression)) return true;
        return expression switch
        {
            NameExpression name => moment.Resolve(name) is { } given && given != name && Has(given, moment, depth - 1, isWanted),
            BinaryExpression binary => Has(binary.Left, moment, depth - 1, isWanted) || Has(binary.Right, moment, depth - 1, isWanted),
            CallExpression call => call.Arguments.Any(argument => Has(argument.Value, moment, depth - 1, isWanted)),
            CastExpression cast => Has(cast.Operand, moment, depth, isWanted),
            _ => false,
        };
    }
}
