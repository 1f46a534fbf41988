using System.Globalization;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>How many days an expression goes back or forth: <c>now - timedelta(days=30)</c>, <c>DateTime.UtcNow.AddDays(-30)</c>, <c>subDays(new Date(), KEEP)</c>, <c>Date.now() - 30 * DAY</c>.</summary>
internal sealed class Spans(Moment moment)
{
    private const decimal Day = 86_400;

    private Expression? _written;

    /// <summary>The days, and where their number is written; null when none is shown.</summary>
    public static (int Days, Expression Written)? In(Expression expression, Moment moment)
    {
        var spans = new Spans(moment);
        return spans.Days(expression, 6) is { } days && Math.Abs(days) <= 100_000 ? ((int)Math.Round(Math.Abs(days)), spans._written ?? expression) : null;
    }

    private decimal? Days(Expression? expression, int depth)
    {
        if (expression is null || depth == 0) return null;
        switch (expression)
        {
            case BinaryExpression { Operator: "-" } difference:
                return Days(difference.Right, depth - 1) ?? OfNumber(Number(difference.Right, depth - 1)) ?? Days(difference.Left, depth - 1);
            case BinaryExpression { Operator: "*" } or LiteralExpression:
                return null;
            case CallExpression call:
                return OfCall(call, depth);
            case MemberExpression member:
                return Days(member.Target, depth - 1);
            case AwaitExpression or CastExpression or NameExpression:
                var resolved = moment.Resolve(expression);
                return resolved == expression ? null : Days(resolved, depth - 1);
            default:
                return null;
        }
    }

    private decimal? OfCall(CallExpression call, int depth)
    {
        var name = Callee.Of(call.Callee).Last;
        var arguments = call.Arguments;
        switch (name)
        {
            case "timedelta" or "relativedelta" or "interval" or "Duration" or "sub" or "minus" or "subtract" or "fromObject" or "Interval":
                foreach (var argument in arguments.SelectMany(argument => argument.Value is ObjectExpression entries ? entries.Entries : [argument]))
                {
                    if (UnitOf(argument.Name) is { } unit && Number(argument.Value, depth - 1) is { } count) return count * unit;
                }

                if (arguments is [{ Value: var amount }, { Value: LiteralExpression { Kind: LiteralKind.String } written }, ..] && UnitOf(written.Value) is { } given && Number(amount, depth - 1) is { } number) return number * given;
                break;
            case "subDays" or "addDays" or "subMonths" or "subWeeks" when arguments.Length >= 2:
                return Number(arguments[1].Value, depth - 1) * (name.EndsWith("Months", StringComparison.Ordinal) ? 30 : name.EndsWith("Weeks", StringComparison.Ordinal) ? 7 : 1);
            case "AddDays" or "FromDays" or "ofDays" or "AddMonths" or "AddHours" or "FromHours" or "minusDays" or "days" when arguments.Length >= 1:
                return Number(arguments[0].Value, depth - 1) * (name.Contains("Month", StringComparison.Ordinal) ? 30m : name.Contains("Hours", StringComparison.Ordinal) ? 1m / 24 : 1m);
        }

        foreach (var argument in arguments)
        {
            if (Days(argument.Value, depth - 1) is { } inside) return inside;
        }

        return call.Callee is MemberExpression member ? Days(member.Target, depth - 1) : null;
    }

    private static decimal? UnitOf(string? name) => name switch
    {
        "days" or "day" or "d" => 1,
        "weeks" or "week" => 7,
        "months" or "month" => 30,
        "years" or "year" => 365,
        "hours" or "hour" or "h" => 1m / 24,
        _ => null,
    };

    /// <summary>A count of seconds or milliseconds in days; small numbers are neither.</summary>
    private static decimal? OfNumber(decimal? number) => number switch
    {
        >= Day * 1000 => number / Day / 1000,
        >= Day => number / Day,
        _ => null,
    };

    private decimal? Number(Expression? expression, int depth)
    {
        if (expression is null || depth <= 0) return null;
        switch (expression)
        {
            case LiteralExpression { Kind: LiteralKind.Number } literal:
                _written ??= literal;
                return decimal.TryParse(literal.Value.Replace("_", "", StringComparison.Ordinal).TrimEnd('n', 'm', 'L', 'd'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
            case UnaryExpression { Operator: "-" or "+" } sign:
                return Number(sign.Operand, depth - 1);
            case BinaryExpression { Operator: "*" } product:
                var (left, right) = (Number(product.Left, depth), Number(product.Right, depth));
                return left is { } a && right is { } b && Math.Abs(a) < 1e12m && Math.Abs(b) < 1e12m ? a * b : null;
            case OpaqueExpression { Parts: [var only] }:
                return Number(only, depth);
            case NameExpression or CastExpression:
                var resolved = moment.Resolve(expression);
                return resolved == expression ? null : Number(resolved, depth - 1);
            default:
                return null;
        }
    }
}
