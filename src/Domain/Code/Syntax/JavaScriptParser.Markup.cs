namespace Claudit.Code.Syntax;

// JSX, read for the expressions in it.
internal sealed partial class JavaScriptParser
{
    /// <summary>Reads JSX for the expressions in it.</summary>
    private OpaqueExpression ParseMarkup()
    {
        var start = Current.Start;
        var parts = new List<Expression>();
        var depth = 0;
        while (!AtEnd)
        {
            if (OpensHole)
            {
                parts.AddRange(ParseHole());
            }
            else if (Is("<") && IsAt(At + 1, "/"))
            {
                SkipTo(">");
                if (--depth <= 0) break;
            }
            else if (Is("<") && (IsWordAt(At + 1) || IsAt(At + 1, ">")))
            {
                depth++;
                if (!ParseTag(parts)) continue;
                if (--depth <= 0) break;
            }
            else if (Is(";") && depth <= 1 && Current.AfterBreak)
            {
                break;
            }
            else
            {
                Skip();
            }
        }

        var span = From(start);
        return Made(new OpaqueExpression(span, [.. parts.Select(Bounded)]));
    }

    /// <summary>Reads an opening tag with its attributes; true when it closes itself.</summary>
    private bool ParseTag(List<Expression> parts)
    {
        Skip();
        while (!AtEnd && !Is(">"))
        {
            if (Is("/") && IsAt(At + 1, ">"))
            {
                At += 2;
                return true;
            }

            if (Is("/>"))
            {
                Skip();
                return true;
            }

            if (OpensHole)
            {
                parts.AddRange(ParseHole());
                continue;
            }

            if (Is("<") && IsAt(At + 1, "/")) return false;
            if (Is("<") && IsAt(At - 1, "=")) parts.Add(Nested(ParseMarkup));
            else Skip();
        }

        Skip();
        return false;
    }

    private IEnumerable<Expression> ParseHole()
    {
        var close = Current.Match;
        Skip();
        Accept("...");
        Expression? held = StartsExpression ? ParseExpression() : null;
        CloseAt(close, "}");
        return held is null ? [] : [held];
    }

    private void SkipTo(string mark)
    {
        while (!AtEnd && !Is(mark)) Skip();
        Skip();
    }
}
