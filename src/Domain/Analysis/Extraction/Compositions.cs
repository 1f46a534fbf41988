using System.Collections.Immutable;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Finds what a text is put together from, also behind the calls that hash, encode or shorten it.</summary>
internal static class Compositions
{
    private const int PartLimit = 8;

    /// <summary>The parts that are not constants, in order; empty for what is not put together.</summary>
    public static ImmutableArray<Expression> PartsOf(Expression expression, Scope scope)
    {
        var parts = ImmutableArray.CreateBuilder<Expression>();
        Find(expression, scope, parts, 8);
        return parts.Count > PartLimit ? [.. parts.Take(PartLimit)] : parts.ToImmutable();
    }

    private static bool Find(Expression expression, Scope scope, ImmutableArray<Expression>.Builder parts, int depth)
    {
        if (depth == 0) return false;
        switch (expression)
        {
            case TemplateExpression template:
                AddAll(template.Parts, parts);
                return true;
            case BinaryExpression { Operator: "+" } sum when IsText(sum):
                AddOperands(sum, parts, depth);
                return true;
            case CallExpression { Callee: MemberExpression { Name: "join" or "Join" or "Concat" or "Format" or "format" } joined } call:
                return FindJoined(joined, call, parts);
            case CallExpression call:
                if (call.Arguments.Length <= 3)
                {
                    foreach (var argument in call.Arguments)
                    {
                        if (argument.Name is null && Find(argument.Value, scope, parts, depth - 1)) return true;
                    }
                }

                return call.Callee is MemberExpression member && Find(member.Target, scope, parts, depth - 1);
            case NameExpression name:
                return scope.Find(name.Name, name.Span.Start, out var isParameter) is { Value: { } value, IsElement: false }
                    && !isParameter && value != expression && Find(value, scope, parts, depth - 1);
            case AwaitExpression await:
                return Find(await.Operand, scope, parts, depth - 1);
            case CastExpression cast:
                return Find(cast.Operand, scope, parts, depth - 1);
            case IndexExpression slice:
                return slice.Target is CallExpression or TemplateExpression && Find(slice.Target, scope, parts, depth - 1);
            default:
                return false;
        }
    }

    private static bool FindJoined(MemberExpression joined, CallExpression call, ImmutableArray<Expression>.Builder parts)
    {
        if (joined.Target is ListExpression list)
        {
            AddAll(list.Items, parts);
            return true;
        }

        if (!call.Arguments.IsEmpty && call.Arguments[^1].Value is ListExpression items)
        {
            AddAll(items.Items, parts);
            return true;
        }

        if (joined.Name is "join" || call.Arguments.Length < 2) return false;
        AddAll([.. call.Arguments.Select(argument => argument.Value)], parts);
        return true;
    }

    private static void AddAll(ImmutableArray<Expression> all, ImmutableArray<Expression>.Builder parts)
    {
        foreach (var part in all)
        {
            if (part is not LiteralExpression) parts.Add(part);
        }
    }

    private static void AddOperands(Expression expression, ImmutableArray<Expression>.Builder parts, int depth)
    {
        switch (expression)
        {
            case BinaryExpression { Operator: "+" } sum when depth > 0:
                AddOperands(sum.Left, parts, depth - 1);
                AddOperands(sum.Right, parts, depth - 1);
                break;
            case TemplateExpression template:
                AddAll(template.Parts, parts);
                break;
            case not LiteralExpression:
                parts.Add(expression);
                break;
        }
    }

    private static bool IsText(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Kind == LiteralKind.String,
        TemplateExpression => true,
        BinaryExpression { Operator: "+" } sum => IsText(sum.Right) || IsText(sum.Left),
        _ => false,
    };
}
