namespace Claudit.Code.Syntax;

// Types of TypeScript, which are passed over.
internal sealed partial class JavaScriptParser
{
    /// <summary>Skips type parameters or arguments where nothing else can stand.</summary>
    private void SkipTypeParameters()
    {
        if (!Is("<")) return;
        if (TypeListEnd(At) is var end && end > 0) At = end;
        else Hinder(Current.Start, "a list of types that never closes");
    }

    /// <summary>The index behind a list of types with their constraints and defaults, from its opening mark; -1 when it does not close or is too long.</summary>
    private int TypeListEnd(int index)
    {
        const int longest = 16 * Reach;
        var depth = 0;
        for (var at = index; at < index + longest; at++)
        {
            var lexeme = LexemeAt(at);
            if (lexeme.Kind == LexemeKind.End) return -1;
            if (lexeme.Match > at)
            {
                at = lexeme.Match;
                continue;
            }

            if (lexeme.Kind != LexemeKind.Mark) continue;
            switch (Text.AsSpan(lexeme.Start, lexeme.Length))
            {
                case "<":
                    depth++;
                    break;
                case ">" or ">=":
                    depth--;
                    break;
                case ">>" or ">>=":
                    depth -= 2;
                    break;
                case ">>>" or ">>>=":
                    depth -= 3;
                    break;
                case ";" or ")" or "]" or "}" or "(" or "[" or "{":
                    return -1;
            }

            if (depth <= 0) return at + 1;
        }

        return -1;
    }

    private string SkipReturnType()
    {
        var first = At;
        while (!AtEnd && !Is("=>") && !Is(";"))
        {
            if (Current.Match > At) SkipBracket();
            else Skip();
        }

        return TextFrom(first);
    }

    protected override bool SkipTypeArguments()
    {
        var end = TypeArgumentsEnd(At);
        if (end < 0 || !(IsAt(end, "(") || LexemeAt(end).Kind == LexemeKind.TemplateStart)) return false;
        At = end;
        return true;
    }

    protected override Expression? AfterTypeOf(Expression left, string @operator, int start)
    {
        if (@operator is not ("as" or "satisfies")) return null;
        SkipType();
        return left;
    }

    /// <summary>Skips a type and gives its text.</summary>
    private string SkipType()
    {
        var first = At;
        var operand = true;
        while (!AtEnd)
        {
            if (Current.Kind == LexemeKind.Mark)
            {
                switch (Word)
                {
                    case "(" or "[" when operand || Word is "[" && !Current.AfterBreak || IsAt(At - 1, ">"):
                        SkipBracket();
                        operand = false;
                        continue;
                    case "{" when operand:
                        SkipBracket();
                        operand = false;
                        continue;
                    case "<" when TypeListEnd(At) is var end && end > 0:
                        At = end;
                        operand = false;
                        continue;
                    case "|" or "&" or "." or "=>" or "?" or "-" when !(Word is "?" && !IsAt(At - 1, "]") && operand):
                        Skip();
                        operand = true;
                        continue;
                    case ":" when operand is false && IsConditionalType(first):
                        Skip();
                        operand = true;
                        continue;
                }

                break;
            }

            if (!operand && Current.AfterBreak && !Is("extends")) break;
            if (!operand && !(Is("extends") || Is("is") || Is("keyof") || Is("in"))) break;
            var prefix = Is("keyof") || Is("typeof") || Is("readonly") || Is("infer") || Is("unique") || Is("extends") || Is("is") || Is("asserts")
                || Is("new") || Is("abstract");
            if (Current.Kind is LexemeKind.TemplateStart) SkipBracket();
            else Skip();
            operand = prefix;
        }

        return TextFrom(first);
    }

    private bool IsConditionalType(int first)
    {
        for (var at = Math.Max(first, At - Reach); at < At; at++)
        {
            if (IsAt(at, "extends")) return true;
        }

        return false;
    }
}
