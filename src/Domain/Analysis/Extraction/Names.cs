using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>The words of the names that stand in an expression or statement, as they are written there: nothing is followed.</summary>
internal static class Names
{
    /// <summary>More nodes than this are a table of data, not a condition.</summary>
    private const int NodeLimit = 120;

    public static WordSet In(Expression? expression)
    {
        var words = new WordSet();
        var nodes = 0;
        Add(expression, words, ref nodes);
        return words;
    }

    /// <summary>The words of everything that a statement calls, gives a value to, throws or returns, functions inside it left out.</summary>
    public static WordSet In(Statement? statement)
    {
        var words = new WordSet();
        var nodes = 0;
        foreach (var expression in Parts.Of(statement)) Add(expression, words, ref nodes);
        return words;
    }

    private static void Add(Expression? expression, WordSet words, ref int nodes)
    {
        if (expression is null || ++nodes > NodeLimit) return;
        switch (expression)
        {
            case NameExpression name:
                Words.AddTo(words, name.Name);
                break;
            case MemberExpression member:
                Words.AddTo(words, member.Name);
                Add(member.Target, words, ref nodes);
                break;
            case IndexExpression index:
                Add(index.Target, words, ref nodes);
                if (index.Index is LiteralExpression { Kind: LiteralKind.String } key) Words.AddTo(words, key.Value);
                else Add(index.Index, words, ref nodes);
                break;
            case CallExpression call:
                Add(call.Callee, words, ref nodes);
                foreach (var argument in call.Arguments)
                {
                    if (argument.Name is not null) Words.AddTo(words, argument.Name);
                    if (argument.Value is LiteralExpression { Kind: LiteralKind.String, Value.Length: <= 60 } text) Words.AddTo(words, text.Value);
                    else Add(argument.Value, words, ref nodes);
                }

                break;
            case BinaryExpression binary:
                Add(binary.Left, words, ref nodes);
                Add(binary.Right, words, ref nodes);
                break;
            case AssignExpression assign:
                Add(assign.Target, words, ref nodes);
                Add(assign.Value, words, ref nodes);
                break;
            case UnaryExpression unary:
                Add(unary.Operand, words, ref nodes);
                break;
            case AwaitExpression await:
                Add(await.Operand, words, ref nodes);
                break;
            case CastExpression cast:
                Add(cast.Operand, words, ref nodes);
                break;
            case ConditionalExpression conditional:
                Add(conditional.Condition, words, ref nodes);
                Add(conditional.Then, words, ref nodes);
                Add(conditional.Else, words, ref nodes);
                break;
            case ObjectExpression entries:
                foreach (var entry in entries.Entries)
                {
                    if (entry.Name is not null) Words.AddTo(words, entry.Name);
                    Add(entry.Value, words, ref nodes);
                }

                break;
            case ListExpression list:
                foreach (var item in list.Items) Add(item, words, ref nodes);
                break;
            case OpaqueExpression opaque:
                foreach (var part in opaque.Parts) Add(part, words, ref nodes);
                break;
        }
    }
}
