using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

/// <param name="Type">As written, without white space; null when none is.</param>
public sealed record Parameter(string Name, string? Type, Expression? Default, ImmutableArray<Expression> Decorators);

/// <summary>A function, method, constructor, accessor or lambda.</summary>
public sealed class Function(TextSpan span) : Node(span)
{
    /// <summary>Null for a lambda.</summary>
    public string? Name { get; init; }

    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>As written, without white space; null when none is.</summary>
    public string? ReturnType { get; init; }

    /// <summary>An expression body is a block of one return. Null when there is none to see.</summary>
    public Block? Body { get; init; }

    public bool IsAsync { get; init; }

    public ImmutableArray<Expression> Decorators { get; init; } = [];
}
