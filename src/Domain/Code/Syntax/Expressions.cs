using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

public abstract class Expression(TextSpan span, int depth) : Node(span)
{
    /// <summary>1 for a leaf.</summary>
    internal int Depth { get; } = depth;

    private protected static int Above(Expression? a, Expression? b = null, Expression? c = null) =>
        1 + Math.Max(a?.Depth ?? 0, Math.Max(b?.Depth ?? 0, c?.Depth ?? 0));

    private protected static int Above(ImmutableArray<Expression> all)
    {
        var deepest = 0;
        foreach (var one in all) deepest = Math.Max(deepest, one.Depth);
        return 1 + deepest;
    }
}

/// <summary>A variable, parameter, type or module by its name; <c>this</c> and <c>self</c> as well.</summary>
public sealed class NameExpression(TextSpan span, string name) : Expression(span, 1)
{
    public string Name { get; } = name;
}

public enum LiteralKind
{
    String,
    Number,
    Boolean,
    Null,
    Regex,
}

/// <summary>A constant. The value of a string is its content, of a number its digits as written.</summary>
public sealed class LiteralExpression(TextSpan span, LiteralKind kind, string value) : Expression(span, 1)
{
    public LiteralKind Kind { get; } = kind;

    public string Value { get; } = value;
}

/// <summary>A string with holes: string literals and the holes' expressions in the order in which they stand.</summary>
public sealed class TemplateExpression(TextSpan span, ImmutableArray<Expression> parts) : Expression(span, Above(parts))
{
    public ImmutableArray<Expression> Parts { get; } = parts;
}

public sealed class MemberExpression(TextSpan span, Expression target, string name) : Expression(span, Above(target))
{
    public Expression Target { get; } = target;

    public string Name { get; } = name;
}

public sealed class IndexExpression(TextSpan span, Expression target, Expression index) : Expression(span, Above(target, index))
{
    public Expression Target { get; } = target;

    public Expression Index { get; } = index;
}

/// <summary>One argument of a call or entry of an object.</summary>
/// <param name="Name">The name it is passed under, or the entry's key; null when by position, spread or under a computed key.</param>
/// <param name="IsSpread">Whether the value's own elements are meant: <c>...rest</c>, <c>*args</c>, <c>**options</c>.</param>
public readonly record struct Argument(string? Name, Expression Value, bool IsSpread);

/// <summary>A call; <c>new X(…)</c> too, whose initializer <c>{ … }</c> is then the last argument.</summary>
public sealed class CallExpression(TextSpan span, Expression callee, ImmutableArray<Argument> arguments, bool isNew)
    : Expression(span, 1 + Math.Max(callee.Depth, ObjectExpression.Deepest(arguments)))
{
    public Expression Callee { get; } = callee;

    public ImmutableArray<Argument> Arguments { get; } = arguments;

    public bool IsNew { get; } = isNew;
}

/// <summary>Keys with values: an object literal, a dictionary display, an initializer.</summary>
public sealed class ObjectExpression(TextSpan span, ImmutableArray<Argument> entries) : Expression(span, 1 + Deepest(entries))
{
    public ImmutableArray<Argument> Entries { get; } = entries;

    internal static int Deepest(ImmutableArray<Argument> arguments)
    {
        var deepest = 0;
        foreach (var argument in arguments) deepest = Math.Max(deepest, argument.Value.Depth);
        return deepest;
    }
}

/// <summary>A list, tuple, set or array of values.</summary>
public sealed class ListExpression(TextSpan span, ImmutableArray<Expression> items) : Expression(span, Above(items))
{
    public ImmutableArray<Expression> Items { get; } = items;
}

/// <summary>A list, set, dictionary or generator built by a loop inside an expression.</summary>
/// <param name="item">What each turn yields.</param>
/// <param name="target">What a turn's element is called.</param>
/// <param name="source">What is looped over.</param>
/// <param name="condition">What an element must fulfil; null when nothing.</param>
public sealed class ComprehensionExpression(
    TextSpan span, Expression item, Expression target, Expression source, Expression? condition)
    : Expression(span, Math.Max(Above(item, target, source), Above(condition)))
{
    public Expression Item { get; } = item;

    public Expression Target { get; } = target;

    public Expression Source { get; } = source;

    public Expression? Condition { get; } = condition;
}

/// <summary>A function written as an expression.</summary>
public sealed class LambdaExpression(Function function, int depth) : Expression(function.Span, depth)
{
    public Function Function { get; } = function;
}

/// <summary>An operator before or after its operand, such as <c>-</c>, <c>!</c>, <c>not</c>, <c>++</c>, <c>yield</c>.</summary>
public sealed class UnaryExpression(TextSpan span, string @operator, Expression operand) : Expression(span, Above(operand))
{
    public string Operator { get; } = @operator;

    public Expression Operand { get; } = operand;
}

public sealed class BinaryExpression(TextSpan span, string @operator, Expression left, Expression right)
    : Expression(span, Above(left, right))
{
    public string Operator { get; } = @operator;

    public Expression Left { get; } = left;

    public Expression Right { get; } = right;
}

/// <summary>An assignment: <c>=</c>, <c>+=</c>, <c>:=</c> and the like.</summary>
public sealed class AssignExpression(TextSpan span, string @operator, Expression target, Expression value)
    : Expression(span, Above(target, value))
{
    public string Operator { get; } = @operator;

    public Expression Target { get; } = target;

    public Expression Value { get; } = value;
}

public sealed class ConditionalExpression(TextSpan span, Expression condition, Expression then, Expression @else)
    : Expression(span, Above(condition, then, @else))
{
    public Expression Condition { get; } = condition;

    public Expression Then { get; } = then;

    public Expression Else { get; } = @else;
}

public sealed class AwaitExpression(TextSpan span, Expression operand) : Expression(span, Above(operand))
{
    public Expression Operand { get; } = operand;
}

/// <summary>A value seen as another type: <c>(long)x</c>.</summary>
public sealed class CastExpression(TextSpan span, string type, Expression operand) : Expression(span, Above(operand))
{
    public string Type { get; } = type;

    public Expression Operand { get; } = operand;
}

/// <summary>What the model has no word for, with the expressions that were recognised inside.</summary>
public sealed class OpaqueExpression(TextSpan span, ImmutableArray<Expression> parts) : Expression(span, Above(parts))
{
    public ImmutableArray<Expression> Parts { get; } = parts;
}
