using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Values that live as long as the process and no longer: maps and counters of a file's top level or of an object.</summary>
internal static class ProcessMemory
{
    /// <summary>The name of the map, list or counter that a value is read from; null when it is not read from such a thing.</summary>
    public static string? NameOf(Expression value, Moment moment) => NameOf(value, moment, 5);

    private static string? NameOf(Expression value, Moment moment, int depth)
    {
        if (depth == 0) return null;
        switch (value)
        {
            case NameExpression or MemberExpression { Target: NameExpression { Name: "this" or "self" } } when IsHeld(value, moment):
                return Callee.Of(value).Last;
            case NameExpression name:
                return moment.Resolve(name) is { } given && given != value ? NameOf(given, moment, depth - 1) : null;
            case IndexExpression index:
                return NameOf(index.Target, moment, depth - 1);
            case CallExpression { Callee: MemberExpression { Name: "get" or "Get" or "GetValueOrDefault" or "GetOrAdd" or "setdefault" or "AddOrUpdate" or "Read" } member }:
                return NameOf(member.Target, moment, depth - 1);
            case CallExpression { Callee: MemberExpression { Target: NameExpression { Name: "Interlocked" or "Volatile" } }, Arguments: [{ Value: var first }, ..] }:
                return NameOf(first, moment, depth - 1);
            case MemberExpression member:
                return NameOf(member.Target, moment, depth - 1);
            case BinaryExpression { Operator: "??" or "||" or "or" or "+" or "-" } binary:
                return NameOf(binary.Left, moment, depth - 1);
            case UnaryExpression unary:
                return NameOf(unary.Operand, moment, depth - 1);
            default:
                return null;
        }
    }

    /// <summary>Whether a name belongs to the file or object rather than to the function, and holds a collection or a number that starts in it.</summary>
    private static bool IsHeld(Expression value, Moment moment)
    {
        var key = value switch
        {
            NameExpression name => name.Name,
            MemberExpression member => "this." + member.Name,
            _ => "",
        };
        var binding = moment.Scope.Find(key, value.Span.Start, out var isParameter);
        if (binding is null || isParameter || binding.IsElement) return false;
        var function = moment.Function.Function;
        if (function is null || function.Span.Contains(binding.Offset)) return false;
        return IsCollection(binding.Value, binding.Type) || (Callee.Of(value).Last.Any(char.IsLower) && IsNil(binding.Value, binding.Type));
    }

    private static bool IsCollection(Expression? value, string? type) => value switch
    {
        ObjectExpression { Entries.IsEmpty: true } or ListExpression { Items.IsEmpty: true } => true,
        CallExpression { Callee: NameExpression { Name: "Map" or "WeakMap" or "dict" or "defaultdict" or "Counter" or "OrderedDict" } or MemberExpression { Name: "defaultdict" or "Counter" or "OrderedDict" } } => true,
        CallExpression { IsNew: true } made => Callee.Of(made.Callee).Last is var name && (IsMap(name) || (type is not null && IsMap(type))),
        _ => false,
    };

    private static bool IsMap(string type) => type.Contains("Dictionary", StringComparison.Ordinal) || type.StartsWith("Map", StringComparison.Ordinal) || type.StartsWith("MemoryCache", StringComparison.Ordinal);

    private static bool IsNil(Expression? value, string? type) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0n" or "0L" } => true,
        null => type is "long" or "int" or "double" or "decimal" or "ulong" or "uint",
        _ => false,
    };
}
