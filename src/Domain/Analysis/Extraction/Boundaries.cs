using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Borders of periods. A comparison of a time with one: target is the operator as if the time stood on its left, fields <c>left</c> and
/// <c>right</c>, tags <c>compare</c> and <c>start</c> or <c>end</c>. The making of one: target is the unit, field <c>value</c>, tags <c>local</c>, <c>utc</c>
/// or <c>naive</c> for its zone, and <c>last</c> when it is the last instant inside the period rather than the first behind it.
/// </summary>
internal sealed class Boundaries : Recogniser
{
    private static readonly string[] Ends = ["end", "ends", "ending", "until", "till", "close", "closes", "closing", "upper", "to"];
    private static readonly string[] Starts = ["start", "starts", "from", "since", "begin", "begins", "lower"];
    private static readonly string[] Times = ["at", "time", "timestamp", "ts", "date", "occurred", "created", "when", "datetime"];
    private static readonly string[] Now = ["now", "utcnow", "today", "clock"];

    public override void Binary(BinaryExpression binary, Moment moment)
    {
        if (binary.Operator is "-" && binary.Right is CallExpression { Arguments: [{ Value: LiteralExpression { Value: "1" }, Name: "seconds" or "microseconds" or "milliseconds" }] } step
            && Callee.Of(step.Callee).Last == "timedelta")
        {
            Note(binary, "second", ["last"], moment);
            return;
        }

        if (binary.Operator is not ("<" or "<=" or ">" or ">=")) return;
        // Python: a <= b <= c is (a <= b) <= c.
        var left = binary.Left is BinaryExpression { Operator: "<" or "<=" or ">" or ">=" } chain ? chain.Right : binary.Left;
        if (BorderOf(binary.Right, moment) is { } right && IsTime(left, moment)) Note(binary, left, binary.Operator, binary.Right, right, moment);
        else if (BorderOf(left, moment) is { } border && IsTime(binary.Right, moment)) Note(binary, binary.Right, Turned(binary.Operator), left, border, moment);
    }

    public override void Text(string text, Expression expression, Moment moment)
    {
        if (text.Length is >= 8 and <= 200 && text.Contains("23:59:59", StringComparison.Ordinal)) Note(expression, "day", ["last"], moment);
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (Made(call, callee, moment) is var (unit, tags)) Note(call, unit, tags, moment);
    }

    private static (string Unit, ImmutableArray<string> Tags)? Made(CallExpression call, Callee callee, Moment moment)
    {
        var language = moment.Tree.File.Language;
        var arguments = call.Arguments;
        switch (callee.Last)
        {
            case "Date" when call.IsNew && arguments.Length >= 2 && language is Language.JavaScript or Language.TypeScript:
                return (UnitOf(arguments, 2), Tags("local", arguments));
            case "UTC" when callee.Path == "Date.UTC" && arguments.Length >= 2:
                return (UnitOf(arguments, 2), Tags("utc", arguments));
            case "setHours" or "setUTCHours" when arguments.Length >= 2:
                return ("day", Tags(callee.Last == "setHours" ? "local" : "utc", arguments));
            case "setDate" or "setUTCDate" when arguments is [{ Value: LiteralExpression { Value: "1" } }]:
                return ("month", [callee.Last == "setDate" ? "local" : "utc"]);
            case "startOf" or "endOf" when arguments is [{ Value: LiteralExpression unit }, ..]:
                return (unit.Value, WithLast(ZoneOfChain(call, callee, moment), callee.Last == "endOf"));
            case "startOfMonth" or "endOfMonth" or "startOfDay" or "endOfDay" or "startOfHour" or "startOfWeek" when call.Callee is NameExpression && moment.Facts.Imports("date-fns"):
                return (callee.Last.EndsWith("Month", StringComparison.Ordinal) ? "month" : "day",
                    WithLast(moment.Facts.Imports("@date-fns/utc", "date-fns-tz") ? "" : "local", callee.Last.StartsWith("end", StringComparison.Ordinal)));
            case "replace" when language == Language.Python && arguments.Any(argument => argument.Name is "day" or "hour" or "minute"):
                return (arguments.Any(argument => argument.Name == "day") ? "month" : "day", WithLast(ZoneOf(moment.Trace(call)), HasLastHour(arguments)));
            case "datetime" when language == Language.Python && arguments.Length >= 3:
                return (UnitOf(arguments, 2), Tags(arguments.Any(argument => argument.Name == "tzinfo") ? "utc" : ZoneOf(moment.Trace(call)) is { Length: > 0 } zone ? zone : "naive", arguments));
            case "combine" when language == Language.Python && moment.TextOf(call).Contains("time.max", StringComparison.Ordinal):
                return ("day", ["last"]);
            case "DateTime" or "DateTimeOffset" when call.IsNew && language == Language.CSharp && arguments.Length >= 3:
                var text = moment.TextOf(call);
                var isUtc = text.Contains("DateTimeKind.Utc", StringComparison.Ordinal) || text.Contains("TimeSpan.Zero", StringComparison.Ordinal);
                return (UnitOf(arguments, 2), Tags(isUtc ? "utc" : ZoneOf(moment.Trace(call)) is "local" ? "local" : "naive", arguments));
            case "AddTicks" or "AddSeconds" or "AddMilliseconds" when arguments is [{ Value: UnaryExpression { Operator: "-", Operand: LiteralExpression { Value: "1" } } }]:
                return ("second", ["last"]);
            default:
                return null;
        }
    }

    private static string ZoneOfChain(CallExpression call, Callee callee, Moment moment)
    {
        var path = callee.Path;
        if (path.Contains("utc", StringComparison.OrdinalIgnoreCase) || path.Contains(".tz", StringComparison.Ordinal) || path.Contains("setZone", StringComparison.Ordinal)) return "utc";
        var zone = ZoneOf(moment.Trace(call));
        return zone.Length > 0 ? zone : path.StartsWith("dayjs", StringComparison.Ordinal) || path.StartsWith("moment", StringComparison.Ordinal) ? "local" : "";
    }

    private static string ZoneOf(Value value) => value.Has(Traits.Utc) ? "utc" : value.Has(Traits.LocalTime) ? "local" : "";

    private static ImmutableArray<string> Tags(string zone, ImmutableArray<Argument> arguments) => WithLast(zone, HasLastHour(arguments));

    private static ImmutableArray<string> WithLast(string zone, bool isLast) => (zone.Length > 0, isLast) switch
    {
        (true, true) => [zone, "last"],
        (true, false) => [zone],
        (false, true) => ["last"],
        _ => [],
    };

    private static bool HasLastHour(ImmutableArray<Argument> arguments)
    {
        for (var index = 0; index + 1 < arguments.Length; index++)
        {
            if (arguments[index].Value is LiteralExpression { Value: "23" } && arguments[index + 1].Value is LiteralExpression { Value: "59" }) return true;
        }

        return false;
    }

    /// <summary>A month when the day is the first or left out, else a day.</summary>
    private static string UnitOf(ImmutableArray<Argument> arguments, int day) =>
        arguments.Length <= day || arguments[day].Value is LiteralExpression { Value: "1" or "0" } ? "month" : "day";

    private static string? BorderOf(Expression expression, Moment moment)
    {
        if (expression is not (NameExpression or MemberExpression or IndexExpression or CallExpression)) return null;
        var words = LastWords(expression, moment);
        return words.Overlaps(Ends) ? "end" : words.Overlaps(Starts) ? "start" : null;
    }

    private static bool IsTime(Expression expression, Moment moment)
    {
        if (expression is not (NameExpression or MemberExpression or IndexExpression or CallExpression)) return false;
        var words = LastWords(expression, moment);
        return words.Overlaps(Times) && !words.Overlaps(Now) && BorderOf(expression, moment) is null;
    }

    /// <summary>The words of what a value is called: of its last name, or of the name before a conversion.</summary>
    private static WordSet LastWords(Expression expression, Moment moment) => expression switch
    {
        NameExpression name => Words.Of(name.Name),
        MemberExpression member => Words.Of(member.Name),
        IndexExpression { Index: LiteralExpression key } => Words.Of(key.Value),
        CallExpression { Callee: MemberExpression { Name: "getTime" or "valueOf" or "isoformat" or "toISOString" or "timestamp", Target: var target } } => LastWords(target, moment),
        CallExpression { IsNew: true, Arguments: [{ Value: var inner }] } => LastWords(inner, moment),
        _ => new WordSet(),
    };

    private static string Turned(string @operator) => @operator switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        _ => "<=",
    };

    private static void Note(BinaryExpression binary, Expression time, string @operator, Expression border, string side, Moment moment) =>
        moment.Facts.Add(moment.Site(SiteKind.Boundary, binary, moment.TextOf(binary)) with
        {
            Target = @operator,
            Tags = ["compare", side],
            Fields = [new FieldFact("left", moment.LinesOf(time), moment.Trace(time)), new FieldFact("right", moment.LinesOf(border), moment.Trace(border))],
        });

    private static void Note(Expression made, string unit, ImmutableArray<string> tags, Moment moment) =>
        moment.Facts.Add(moment.Site(SiteKind.Boundary, made, moment.TextOf(made)) with
        {
            Target = unit,
            Tags = tags,
            Fields = [new FieldFact("value", moment.LinesOf(made), moment.Trace(made))],
        });
}
