using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>A time is cut to the calendar month: <c>startOf('month')</c>, <c>new Date(y, m, 1)</c>, <c>replace(day=1)</c>, a key <c>2024-05</c>. Kind Boundary, target <c>calendar-month</c>.</summary>
internal sealed class CalendarMonths : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (!Cuts(call, callee, moment)) return;
        moment.Facts.Add(moment.Site(SiteKind.Boundary, call, moment.TextOf(call)) with { Target = "calendar-month" });
    }

    /// <summary>Whether a value is the begin of a month.</summary>
    public static bool Begins(Expression border, Moment moment) => moment.Resolve(border) is CallExpression { Callee: var called } call
        && (Callee.Of(called).Last is not ("strftime" or "ToString" or "format" or "toFormat" or "slice" or "substring") && Cuts(call, Callee.Of(called), moment)
            || (Callee.Of(called).Last is "isoformat" or "toISOString" or "toDate" or "ToUniversalTime" or "astimezone" && called is MemberExpression { Target: var inner } && Begins(inner, moment)));

    private static bool Cuts(CallExpression call, Callee callee, Moment moment) => callee.Last switch
    {
        "startOf" or "beginningOf" => call.Arguments is [{ Value: LiteralExpression { Value: "month" or "M" } }, ..],
        "startOfMonth" or "start_of_month" or "month_start" or "first_of_month" or "monthStart" or "firstOfMonth" => true,
        "Date" => moment.Tree.File.Language is Language.JavaScript or Language.TypeScript && call.IsNew && IsFirst(call, 2),
        "UTC" => callee.Path == "Date.UTC" && IsFirst(call, 2),
        "setDate" or "setUTCDate" => IsFirst(call, 0),
        "replace" => call.Arguments.Any(argument => argument is { Name: "day", Value: LiteralExpression { Value: "1" } }),
        "date" or "datetime" => moment.Tree.File.Language is Language.Python && IsFirst(call, 2),
        "DateTime" or "DateTimeOffset" or "DateOnly" => call.IsNew && IsFirst(call, 2),
        "strftime" or "ToString" or "format" or "toFormat" => call.Arguments.Any(argument => argument.Value is LiteralExpression { Value: "%Y-%m" or "%Y%m" or "yyyy-MM" or "yyyyMM" or "YYYY-MM" or "YYYYMM" }),
        "slice" or "substring" => call.Arguments is [{ Value: LiteralExpression { Value: "0" } }, { Value: LiteralExpression { Value: "7" } }] && callee.Path.Contains("toISOString", StringComparison.Ordinal),
        _ => false,
    };

    private static bool IsFirst(CallExpression call, int position) => call.Arguments.Length > position && call.Arguments[position].Value is LiteralExpression { Kind: LiteralKind.Number, Value: "1" };
}
