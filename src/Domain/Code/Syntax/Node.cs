namespace Claudit.Code.Syntax;

/// <summary>
/// A piece of a program, the same for every language. The tree is at most <see cref="DepthLimit"/> deep: what lies deeper is an
/// <see cref="OpaqueExpression"/>, so that walking it by recursion is safe on any input.
/// </summary>
public abstract class Node(TextSpan span)
{
    internal const int DepthLimit = 200;

    public TextSpan Span { get; } = span;
}
