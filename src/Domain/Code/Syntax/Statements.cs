using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

public abstract class Statement(TextSpan span) : Node(span);

public sealed class Block(TextSpan span, ImmutableArray<Statement> statements) : Statement(span)
{
    public ImmutableArray<Statement> Statements { get; } = statements;
}

public sealed class ExpressionStatement(TextSpan span, Expression expression) : Statement(span)
{
    public Expression Expression { get; } = expression;
}

/// <summary>A variable, constant, field or property with what it starts as.</summary>
/// <param name="target">A name, or a pattern of names.</param>
/// <param name="type">The declared type as written, without white space; null when none is.</param>
/// <param name="value">Null when it starts as nothing.</param>
/// <param name="decorators">Decorators, annotations or attributes.</param>
/// <param name="disposes">Whether leaving the block ends what it holds: <c>using var</c>, <c>await using</c>.</param>
public sealed class DeclareStatement(
    TextSpan span, Expression target, string? type, Expression? value, ImmutableArray<Expression> decorators, bool disposes = false)
    : Statement(span)
{
    public Expression Target { get; } = target;

    public string? Type { get; } = type;

    public Expression? Value { get; } = value;

    public ImmutableArray<Expression> Decorators { get; } = decorators;

    public bool Disposes { get; } = disposes;
}

public sealed class ReturnStatement(TextSpan span, Expression? value) : Statement(span)
{
    public Expression? Value { get; } = value;
}

public sealed class ThrowStatement(TextSpan span, Expression? value) : Statement(span)
{
    public Expression? Value { get; } = value;
}

/// <summary><c>break</c>, <c>continue</c> and the like.</summary>
public sealed class JumpStatement(TextSpan span, string keyword) : Statement(span)
{
    public string Keyword { get; } = keyword;
}

public sealed class IfStatement(TextSpan span, Expression condition, Statement then, Statement? @else) : Statement(span)
{
    public Expression Condition { get; } = condition;

    public Statement Then { get; } = then;

    public Statement? Else { get; } = @else;
}

/// <summary>Any loop.</summary>
/// <param name="target">What a turn's element is called; null when the loop goes over nothing.</param>
/// <param name="source">What is gone over; null when nothing is.</param>
/// <param name="header">The other expressions of the head: start, condition, step.</param>
public sealed class LoopStatement(
    TextSpan span, Expression? target, Expression? source, ImmutableArray<Expression> header, Statement body) : Statement(span)
{
    public Expression? Target { get; } = target;

    public Expression? Source { get; } = source;

    public ImmutableArray<Expression> Header { get; } = header;

    public Statement Body { get; } = body;
}

/// <param name="Variable">What the error is called inside; null when it has no name.</param>
/// <param name="Type">The errors that are caught, as written; null when all are.</param>
/// <param name="Filter">What must hold for the error to be caught; null when nothing.</param>
public sealed record CatchClause(TextSpan Span, string? Variable, string? Type, Expression? Filter, Block Body);

public sealed class TryStatement(TextSpan span, Block body, ImmutableArray<CatchClause> catches, Block? @else, Block? @finally)
    : Statement(span)
{
    public Block Body { get; } = body;

    public ImmutableArray<CatchClause> Catches { get; } = catches;

    /// <summary>Runs when nothing was thrown; only Python has it.</summary>
    public Block? Else { get; } = @else;

    public Block? Finally { get; } = @finally;
}

/// <param name="Labels">What the subject is compared with; empty for the default case.</param>
public sealed record SwitchCase(TextSpan Span, ImmutableArray<Expression> Labels, Block Body)
{
    public bool IsDefault => Labels.IsEmpty;
}

public sealed class SwitchStatement(TextSpan span, Expression subject, ImmutableArray<SwitchCase> cases) : Statement(span)
{
    public Expression Subject { get; } = subject;

    public ImmutableArray<SwitchCase> Cases { get; } = cases;
}

/// <summary>A block that holds something and lets go of it at its end: <c>using (…)</c>, <c>with …:</c>, <c>lock (…)</c>.</summary>
/// <param name="target">What the thing is called inside; null when it has no name.</param>
public sealed class UsingStatement(TextSpan span, Expression? target, Expression resource, Statement body) : Statement(span)
{
    public Expression? Target { get; } = target;

    public Expression Resource { get; } = resource;

    public Statement Body { get; } = body;
}

public sealed class FunctionStatement(Function function) : Statement(function.Span)
{
    public Function Function { get; } = function;
}

public sealed class TypeStatement(
    TextSpan span, string name, ImmutableArray<Expression> bases, ImmutableArray<Statement> members, ImmutableArray<Expression> decorators)
    : Statement(span)
{
    public string Name { get; } = name;

    public ImmutableArray<Expression> Bases { get; } = bases;

    public ImmutableArray<Statement> Members { get; } = members;

    public ImmutableArray<Expression> Decorators { get; } = decorators;
}

/// <param name="module">What is imported from, such as <c>stripe</c>, <c>./meter</c>, <c>Stripe.Billing</c>.</param>
/// <param name="names">The names it gives in this file; empty when it gives all.</param>
public sealed class ImportStatement(TextSpan span, string module, ImmutableArray<string> names) : Statement(span)
{
    public string Module { get; } = module;

    public ImmutableArray<string> Names { get; } = names;
}
