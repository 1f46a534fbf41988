using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Knows one kind of thing that code does, and writes down a fact where it sees it. It remembers nothing: one instance serves all files,
/// in any number of threads.
/// </summary>
internal abstract class Recogniser
{
    /// <param name="use">What becomes of the call's outcome.</param>
    public virtual void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
    }

    /// <summary>A variable, field or property that is declared, or given a value.</summary>
    public virtual void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
    }

    /// <summary>A comparison or calculation.</summary>
    public virtual void Binary(BinaryExpression binary, Moment moment)
    {
    }

    /// <summary>A string that stands in the code, its holes left out.</summary>
    public virtual void Text(string text, Expression expression, Moment moment)
    {
    }

    /// <summary>An object, a dictionary, an initializer.</summary>
    public virtual void Object(ObjectExpression entries, Moment moment)
    {
    }

    public virtual void Statement(Statement statement, Moment moment)
    {
    }

    /// <summary>A type, before its members are walked.</summary>
    public virtual void Type(TypeStatement type, Moment moment)
    {
    }
}

/// <summary>How an expression's outcome is used.</summary>
/// <param name="Variable">The name that takes it; null when none does.</param>
internal readonly record struct Use(Outcome Outcome, string? Variable)
{
    /// <summary>Whether it is waited for as a statement of its own, so that nobody takes what it gives.</summary>
    public bool IsBare { get; init; }
}
