using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// The last day that somebody asked for becomes an instant, its first one: a boundary with the target <c>last-day</c>, where nothing adds the day. Field: <c>value</c>.
/// </summary>
internal sealed class LastDays : Recogniser
{
    private static readonly HashSet<string> Lasts = new(StringComparer.Ordinal) { "last", "end", "to", "until", "through", "till", "final" };

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (@operator != "=" || target is not NameExpression name || DayOf(value, moment) is not { } day) return;
        var given = NameOf(day);
        if (given is null || !IsLastDay(given, day, moment) || Moves(name.Name, given, moment)) return;
        moment.Facts.Add(moment.Site(SiteKind.Boundary, node, moment.TextOf(value)) with
        {
            Target = "last-day",
            Tags = ["utc"],
            Fields = [new FieldFact("value", moment.LinesOf(day), moment.Trace(day)), new FieldFact("name", moment.LinesOf(day), new Value { Text = name.Name, Literal = given })],
        });
    }

    /// <summary>Of an instant at midnight, the day; null for anything else.</summary>
    private static Expression? DayOf(Expression value, Moment moment) => value switch
    {
        CallExpression { Callee: MemberExpression { Name: "ToDateTime", Target: var day } } call when call.Arguments is [{ Value: MemberExpression { Name: "MinValue" } or CallExpression }, ..] => day,
        CallExpression { Callee: MemberExpression { Name: "combine" }, Arguments: [{ Value: var day }, { Value: var time }, ..] } when time is MemberExpression { Name: "min" } or CallExpression { Callee: NameExpression { Name: "time" }, Arguments.Length: 0 }
            or CallExpression { Callee: MemberExpression { Name: "time", Target: MemberExpression { Name: "min" } } } => day,
        CallExpression { IsNew: true, Callee: NameExpression { Name: "Date" }, Arguments: [{ Value: TemplateExpression { Parts: [var day, LiteralExpression { Value: var rest }] } }] } when rest.StartsWith("T00:00", StringComparison.Ordinal) => day,
        CallExpression { IsNew: true, Callee: NameExpression { Name: "Date" }, Arguments: [{ Value: BinaryExpression { Operator: "+", Left: var day, Right: LiteralExpression { Value: var rest } } }] } when rest.StartsWith("T00:00", StringComparison.Ordinal) => day,
        CallExpression { IsNew: true, Callee: NameExpression { Name: "Date" }, Arguments: [{ Value: NameExpression or MemberExpression }] } call when SaysDay(NameOf(call.Arguments[0].Value)) => call.Arguments[0].Value,
        CallExpression { Callee: NameExpression { Name: "parseISO" or "startOfDay" }, Arguments: [{ Value: var day }] } => day is CallExpression inner ? DayOf(inner, moment) : SaysDay(NameOf(day)) || value is CallExpression { Callee: NameExpression { Name: "startOfDay" } } ? day : null,
        CallExpression { Callee: MemberExpression { Name: "replace", Target: CallExpression { Callee: MemberExpression { Name: "fromisoformat" or "strptime" or "combine" } } parsed }, Arguments: [{ Name: "tzinfo" }] } => DayOf(parsed, moment),
        CallExpression { Callee: MemberExpression { Name: "fromisoformat" or "strptime", Target: NameExpression { Name: "datetime" } }, Arguments: [{ Value: var day }, ..] } when SaysDay(NameOf(day)) => day,
        CallExpression { Callee: MemberExpression { Name: "toDate" or "toJSDate" or "utc", Target: CallExpression inner } } => DayOf(inner, moment),
        CallExpression { Callee: MemberExpression { Name: "startOf", Target: CallExpression { Arguments: [{ Value: var day }, ..] } }, Arguments: [{ Value: LiteralExpression { Value: "day" } }] } => day,
        CallExpression { IsNew: true, Callee: NameExpression { Name: "DateTimeOffset" }, Arguments: [{ Value: CallExpression inner }, ..] } => DayOf(inner, moment),
        AwaitExpression await => DayOf(await.Operand, moment),
        _ => null,
    };

    private static bool SaysDay(string? name) => name is not null && Words.Of(name).Overlaps(["day", "date"]);

    private static string? NameOf(Expression day) => day switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        UnaryExpression unary => NameOf(unary.Operand),
        _ => null,
    };

    private static bool IsLastDay(string name, Expression day, Moment moment)
    {
        var words = Words.Of(name);
        if (!words.Overlaps(Lasts) || words.Overlaps(["period", "next", "exclusive", "first"])) return false;
        // What comes from a row may be a border already; what a request names is a day.
        return day is NameExpression named ? moment.Scope.Find(named.Name, named.Span.Start, out var isParameter)?.Value is null or LiteralExpression || isParameter || SaysDay(name) : true;
    }

    /// <summary>Whether the day is added somewhere in the function after all.</summary>
    private static bool Moves(string instant, string day, Moment moment) => moment.Function.Function?.Body is { } body && Inside.Any(body, part => part switch
    {
        CallExpression { Callee: MemberExpression { Name: "AddDays" or "AddTicks" or "setUTCDate" or "setDate" or "add" or "plus" or "setUTCHours" or "setHours" or "endOf" or "AddHours", Target: var moved } } => Mentions(moved, instant, day),
        CallExpression { Callee: NameExpression { Name: "addDays" or "endOfDay" or "add" } } call => call.Arguments.Any(argument => Mentions(argument.Value, instant, day)),
        BinaryExpression { Operator: "+" } sum => sum.Right is not LiteralExpression { Kind: LiteralKind.String } && (IsOf(sum.Left, instant, day) || IsOf(sum.Right, instant, day)) && (Inside.Any(sum, inner => inner is CallExpression { Callee: NameExpression { Name: "timedelta" } }) || sum.Right is LiteralExpression or NameExpression { Name: [>= 'A' and <= 'Z', ..] } or BinaryExpression),
        AssignExpression { Operator: "+=", Target: var grown } => Mentions(grown, instant, day),
        _ => false,
    });

    private static bool IsOf(Expression part, string instant, string day) => part switch
    {
        CallExpression { Callee: MemberExpression { Name: "getTime" or "valueOf", Target: var time } } => IsOf(time, instant, day),
        CallExpression { Callee: MemberExpression { Name: "combine" } } or CallExpression { IsNew: true } => Mentions(part, instant, day),
        NameExpression name => name.Name == instant || name.Name == day,
        _ => false,
    };

    private static bool Mentions(Expression part, string instant, string day) => Inside.Any(part, inner => NameOf(inner) is { } name && (name == instant || name == day));
}
