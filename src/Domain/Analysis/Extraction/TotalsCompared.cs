using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Two sets of totals of which the sums over all customers are compared, and nothing else: a mention with the target <c>totals-only</c>.</summary>
internal sealed class TotalsCompared : Recogniser
{
    public override void Binary(BinaryExpression binary, Moment moment)
    {
        if (binary.Operator is not ("==" or "!=" or "===" or "!==" or "-") || !moment.IsAboutMetering) return;
        if (WholeOf(binary.Left, moment) is not { } left || WholeOf(binary.Right, moment) is not { } right || left == right) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, binary, moment.TextOf(binary)) with { Target = "totals-only" });
    }

    /// <summary>What a sum over all values of a map adds up; null for any other value.</summary>
    private static string? WholeOf(Expression side, Moment moment)
    {
        if (side is NameExpression name)
        {
            var binding = moment.Scope.Find(name.Name, name.Span.Start, out var isParameter);
            if (isParameter || binding?.Value is not { } value) return null;
            // wanted, found = sum(…), sum(…): each of them is a sum, or the name may not be one.
            if (binding.IsElement) return value is ListExpression list && list.Items.All(item => SummedIn(item) is not null) ? name.Name : null;
            return SummedIn(value);
        }

        return SummedIn(side);
    }

    private static string? SummedIn(Expression value) => value switch
    {
        CallExpression { Callee: NameExpression { Name: "sum" or "fsum" or "sumOf" or "total" }, Arguments: [{ Value: var all }, ..] } => ValuesOf(all),
        CallExpression { Callee: MemberExpression { Name: "Sum" or "reduce", Target: var all } } => ValuesOf(all),
        CallExpression { Callee: MemberExpression { Name: "sum" or "sumBy" }, Arguments: [{ Value: var all }, ..] } => ValuesOf(all),
        _ => null,
    };

    private static string? ValuesOf(Expression all) => all switch
    {
        CallExpression { Callee: MemberExpression { Name: "values", Target: NameExpression { Name: "Object" } }, Arguments: [{ Value: NameExpression name }] } => name.Name,
        CallExpression { Callee: MemberExpression { Name: "values", Target: NameExpression name }, Arguments.IsEmpty: true } => name.Name,
        CallExpression { Callee: MemberExpression { Name: "from", Target: NameExpression { Name: "Array" } }, Arguments: [{ Value: var inner }, ..] } => ValuesOf(inner),
        MemberExpression { Name: "Values", Target: NameExpression name } => name.Name,
        ListExpression { Items: [UnaryExpression { Operand: var spread }] } => ValuesOf(spread),
        ComprehensionExpression { Condition: null, Source: var source } => ValuesOf(source),
        _ => null,
    };
}
