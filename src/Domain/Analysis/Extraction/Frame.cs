using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>One thing that encloses the place where the walk stands.</summary>
internal class Frame(TextSpan span, Surroundings surroundings)
{
    public TextSpan Span { get; } = span;

    public Surroundings Surroundings { get; } = surroundings;

    /// <summary>Whether all of it is run again when something in it fails.</summary>
    public bool IsRetryUnit { get; init; }
}

/// <param name="index">In the file's functions; -1 for a callback, which belongs to the function around it.</param>
/// <param name="surroundings">What its decorators put around it.</param>
internal sealed class FunctionFrame(Function? function, TextSpan span, int index, EntryKind entry, Surroundings surroundings = Surroundings.None)
    : Frame(span, index < 0 ? Surroundings.Callback : surroundings)
{
    public Function? Function { get; } = function;

    public int Index { get; } = index;

    public EntryKind Entry { get; } = entry;

    /// <summary>Whether a transaction has been begun by now, and not committed.</summary>
    public bool InTransaction { get; set; }

    /// <summary>Whether the caller has had its answer by now.</summary>
    public bool HasResponded { get; set; }
}

/// <param name="errors">What becomes of an error here.</param>
internal sealed class TryFrame(TextSpan span, ErrorHandling errors, TextSpan catchSpan) : Frame(span, Surroundings.Try)
{
    public ErrorHandling Errors { get; } = errors;

    public TextSpan CatchSpan { get; } = catchSpan;

    /// <summary>Whether nothing behind the try runs after an error.</summary>
    public bool CatchLeaves { get; init; }
}

internal sealed class LoopFrame(LoopStatement? loop, TextSpan span, Surroundings surroundings) : Frame(span, surroundings)
{
    /// <summary>Null for a loop in a callback: <c>items.map(…)</c>.</summary>
    public LoopStatement? Loop { get; } = loop;

    /// <summary>The loop inside an expression; null for any other.</summary>
    public ComprehensionExpression? Comprehension { get; init; }
}

internal sealed class BranchFrame(TextSpan span, Expression? condition) : Frame(span, Surroundings.Branch)
{
    public Expression? Condition { get; } = condition;

    /// <summary>What runs in place of this branch; null when nothing does.</summary>
    public Statement? Other { get; init; }

    /// <summary>Whether nothing behind the whole is reached from here: it ends by returning, throwing, or going on with the next turn.</summary>
    public bool Leaves { get; init; }

    /// <summary>The condition as a value, once somebody has asked for it.</summary>
    public Value? Traced { get; set; }
}
