using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Takes statements apart.</summary>
internal static class Parts
{
    private const int StatementLimit = 60;

    /// <summary>The statement and all statements inside it, in the order in which they stand; functions inside are not entered.</summary>
    public static IEnumerable<Statement> AllOf(Statement? statement)
    {
        var open = new Stack<Statement>();
        if (statement is not null) open.Push(statement);
        for (var count = 0; open.Count > 0 && count < StatementLimit; count++)
        {
            var next = open.Pop();
            yield return next;
            foreach (var inner in Inside(next).Take(StatementLimit).Reverse()) open.Push(inner);
        }
    }

    /// <summary>The expressions of a statement and of all statements inside it.</summary>
    public static IEnumerable<Expression> Of(Statement? statement) => AllOf(statement).SelectMany(Direct);

    /// <summary>What stands behind a statement in the block that holds it, inside <paramref name="body"/>.</summary>
    public static IEnumerable<Statement> After(Block? body, Statement statement)
    {
        Statement? at = body;
        while (at is not null && !ReferenceEquals(at, statement))
        {
            if (at is not Block block)
            {
                at = Inside(at).FirstOrDefault(inner => inner.Span.Contains(statement.Span));
                continue;
            }

            var index = IndexOf(block, statement);
            if (index < 0) return [];
            if (ReferenceEquals(block.Statements[index], statement)) return block.Statements.Skip(index + 1);
            at = block.Statements[index];
        }

        return [];
    }

    private static int IndexOf(Block block, Statement statement)
    {
        var (low, high) = (0, block.Statements.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            var span = block.Statements[middle].Span;
            if (span.Contains(statement.Span)) return middle;
            if (span.Start > statement.Span.Start) high = middle - 1;
            else low = middle + 1;
        }

        return -1;
    }

    private static IEnumerable<Statement> Inside(Statement statement) => statement switch
    {
        Block block => block.Statements,
        IfStatement { Else: null } branch => [branch.Then],
        IfStatement branch => [branch.Then, branch.Else!],
        LoopStatement loop => [loop.Body],
        TryStatement tries => [tries.Body, .. tries.Catches.Select(clause => clause.Body), .. tries.Finally is null ? (Statement[])[] : [tries.Finally]],
        UsingStatement holds => [holds.Body],
        SwitchStatement choice => choice.Cases.Select(each => each.Body),
        _ => [],
    };

    private static IEnumerable<Expression> Direct(Statement statement) => statement switch
    {
        ExpressionStatement expression => [expression.Expression],
        DeclareStatement { Value: { } value } => [value],
        ReturnStatement { Value: { } value } => [value],
        ThrowStatement { Value: { } value } => [value],
        IfStatement branch => [branch.Condition],
        UsingStatement holds => [holds.Resource],
        LoopStatement { Source: { } source } => [source],
        _ => [],
    };
}
