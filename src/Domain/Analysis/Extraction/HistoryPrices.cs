using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Of a history of plans or prices, the newest alone is taken: a mention with the target <c>newest-price</c>, in functions that go over the history nowhere.
/// </summary>
internal sealed class HistoryPrices : Recogniser
{
    private static readonly HashSet<string> Histories = new(StringComparer.Ordinal)
    {
        "phases", "phase", "versions", "history", "histories", "changes", "assignments", "revisions", "prices", "rates", "plans", "terms", "contracts", "schedules", "tariffs", "periods",
    };

    private static readonly HashSet<string> Priced = new(StringComparer.Ordinal) { "plan", "price", "rate", "tariff", "cents", "terms", "unit", "pricing", "contract" };

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.Arguments.IsEmpty || call.Arguments.Length > 12) return;
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is MemberExpression or IndexExpression) Note(argument.Value, null, moment);
        }
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (@operator == "=" && target is NameExpression name) Note(value, name.Name, moment);
    }

    private static void Note(Expression value, string? name, Moment moment)
    {
        var member = value as MemberExpression;
        var whole = member is not null && Words.Of(member.Name).Overlaps(Priced) ? member.Target : value;
        if (whole is UnaryExpression forced) whole = forced.Operand;
        if (NewestOf(whole) is not { } list || ListName(list) is not { } history || !Words.Of(history).Overlaps(Histories)) return;
        if (ReferenceEquals(whole, value) && !(name is not null && Words.Of(name).Overlaps(Priced)) && !Words.Of(history).Overlaps(["prices", "rates", "plans", "tariffs"])) return;
        if (!moment.IsAboutMetering || moment.Function.Function?.Body is not { } body) return;
        if (Parts.AllOf(body).Any(each => each is LoopStatement { Source: { } source } && Inside.Any(source, part => IsNamed(part, history)))) return;
        if (Inside.Any(body, part => part is CallExpression { Callee: MemberExpression { Name: "map" or "flatMap" or "Select" or "reduce" or "forEach" or "Sum" or "Zip" or "Aggregate" or "SelectMany" } each } && Inside.Any(each.Target, inner => IsNamed(inner, history)))) return;
        if (Inside.Any(body, part => part is ComprehensionExpression each && Inside.Any(each.Source, inner => IsNamed(inner, history)))) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, value, moment.TextOf(value)) with { Target = "newest-price", Tags = [history] });
    }

    private static bool IsNamed(Expression part, string name) => part is NameExpression own ? own.Name == name : part is MemberExpression member && member.Name == name;

    /// <summary>What the last element is taken of; null for anything else.</summary>
    private static Expression? NewestOf(Expression expression) => expression switch
    {
        IndexExpression { Index: UnaryExpression { Operator: "-" or "^", Operand: LiteralExpression { Value: "1" } } } index => index.Target,
        IndexExpression { Index: OpaqueExpression { Parts: [LiteralExpression { Value: "1" }] } } index => index.Target,
        IndexExpression { Index: BinaryExpression { Operator: "-", Left: MemberExpression { Name: "length" or "Count" or "Length" }, Right: LiteralExpression { Value: "1" } } } index => index.Target,
        CallExpression { Callee: MemberExpression { Name: "at", Target: var list }, Arguments: [{ Value: UnaryExpression { Operator: "-" } }] } => list,
        CallExpression { Callee: MemberExpression { Name: "Last" or "last" or "LastOrDefault" or "pop", Target: var list } } => list,
        AwaitExpression await => NewestOf(await.Operand),
        _ => null,
    };

    private static string? ListName(Expression list) => list switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        CallExpression { Callee: MemberExpression { Name: "OrderBy" or "sort" or "toSorted" or "Where" or "filter" or "order_by" or "all", Target: var inner } } => ListName(inner),
        CallExpression { Callee: NameExpression { Name: "sorted" }, Arguments: [{ Value: var inner }, ..] } => ListName(inner),
        _ => null,
    };
}
