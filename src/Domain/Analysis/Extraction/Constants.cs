using System.Globalization;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>The number that a constant calculation gives: <c>60 * 60 * 24</c>; a span of time in seconds: <c>TimeSpan.FromHours(1)</c>, <c>timedelta(days=7)</c>.</summary>
internal static class Constants
{
    public static string? Fold(Expression expression, Scope scope) => expression is BinaryExpression or CallExpression or NameExpression && Number(expression, scope, 8) is { } number
        ? number.ToString(CultureInfo.InvariantCulture)
        : null;

    private static double? Number(Expression expression, Scope scope, int depth)
    {
        if (depth == 0) return null;
        switch (expression)
        {
            case LiteralExpression { Kind: LiteralKind.Number } literal:
                return double.TryParse(literal.Value.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
            case NameExpression name:
                return scope.Find(name.Name, name.Span.Start, out var isParameter) is { Value: { } value, IsElement: false } && !isParameter && value != expression ? Number(value, scope, depth - 1) : null;
            case BinaryExpression { Operator: "*" or "/" or "+" or "-" } binary:
                return Number(binary.Left, scope, depth - 1) is { } left && Number(binary.Right, scope, depth - 1) is { } right ? Apply(binary.Operator, left, right) : null;
            case CallExpression { Arguments: [var argument, ..] } call when UnitOf(call, argument) is { } seconds:
                return Number(argument.Value, scope, depth - 1) * seconds;
            default:
                return null;
        }
    }

    private static double Apply(string @operator, double left, double right) => @operator switch
    {
        "*" => left * right,
        "/" => left / right,
        "+" => left + right,
        _ => left - right,
    };

    private static double? UnitOf(CallExpression call, Argument argument) => (Callee.Of(call.Callee).Last, argument.Name) switch
    {
        ("FromSeconds", _) or ("timedelta", "seconds") => 1,
        ("FromMinutes", _) or ("timedelta", "minutes") => 60,
        ("FromHours", _) or ("timedelta", "hours") => 3600,
        ("FromDays", _) or ("timedelta", "days") => 86_400,
        _ => null,
    };
}
