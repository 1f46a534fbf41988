using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

/// <summary>What languages have in common that put blocks in braces.</summary>
internal abstract class BraceParser(string text, Lexemes lexemes) : Parser(text, lexemes)
{
    /// <summary>Reads <c>{ … }</c>, or the one statement that stands in its place.</summary>
    protected override Block ParseBlock()
    {
        var start = Current.Start;
        if (!Is("{"))
        {
            var single = NestedStatement();
            return new Block(From(start), single is null ? [] : [single]);
        }

        var close = Current.Match;
        Skip();
        var statements = StatementsUntil(() => (close >= 0 && At >= close) || (close < 0 && Is("}")));
        CloseAt(close, "}");
        return new Block(From(start), statements);
    }

    protected override Expression ParseCondition()
    {
        if (!Is("(")) return ParseExpression();
        var close = Current.Match;
        Skip();
        var condition = ParseExpressions();
        CloseAt(close, ")");
        return condition;
    }

    /// <summary>Reads the statements that the brace languages share; null where none of them begins.</summary>
    protected Statement? ParseCommonStatement()
    {
        var start = Current.Start;
        switch (Word)
        {
            case "{":
                return ParseBlock();
            case "if" when IsAt(At + 1, "("):
                return ParseChain();
            case "while" when IsAt(At + 1, "("):
                Skip();
                var condition = ParseCondition();
                var body = ParseBlock();
                return new LoopStatement(From(start), null, null, [condition], body);
            case "do" when IsAt(At + 1, "{"):
                Skip();
                var loop = ParseBlock();
                var until = Accept("while") ? ParseCondition() : null;
                Accept(";");
                return new LoopStatement(From(start), null, null, until is null ? [] : [until], loop);
            case "switch" when IsAt(At + 1, "("):
                return ParseSwitch(start);
            case "try" when IsAt(At + 1, "{"):
                return ParseTry(start);
            case "return":
                Skip();
                var returned = StartsExpression && !(BreaksEnd && Current.AfterBreak) ? ParseExpressions() : null;
                Accept(";");
                return new ReturnStatement(From(start), returned);
            case "throw":
                Skip();
                var thrown = StartsExpression && !(BreaksEnd && Current.AfterBreak) ? ParseExpression() : null;
                Accept(";");
                return new ThrowStatement(From(start), thrown);
            case "break" or "continue" or "goto" when !IsAt(At + 1, "=") && !IsAt(At + 1, "."):
                var keyword = TakeName();
                if (IsWord && !Current.AfterBreak) Skip();
                Accept(";");
                return new JumpStatement(From(start), keyword);
            case ";":
                Skip();
                return null;
            default:
                return null;
        }
    }

    protected override bool AcceptElseIf()
    {
        if (!Is("else") || !IsAt(At + 1, "if") || !IsAt(At + 2, "(")) return false;
        Skip();
        return true;
    }

    protected override Statement AsElse(IfStatement rest) => new Block(rest.Span, [rest]);

    private SwitchStatement ParseSwitch(int start)
    {
        Skip();
        var subject = ParseCondition();
        var cases = new List<SwitchCase>();
        if (!Is("{")) return new SwitchStatement(From(start), subject, []);
        var close = Current.Match;
        Skip();
        var labels = new List<Expression>();
        var caseStart = Current.Start;
        while (!AtEnd && !Is("}") && (close < 0 || At < close))
        {
            var before = At;
            if (Is("case"))
            {
                if (labels.Count == 0) caseStart = Current.Start;
                Skip();
                labels.Add(ParseExpression());
                while (!AtEnd && !Is(":") && !Is("}") && !Current.AfterBreak && At - before < Reach) Skip();
                Accept(":");
            }
            else if (Is("default") && IsAt(At + 1, ":"))
            {
                if (labels.Count == 0) caseStart = Current.Start;
                At += 2;
            }

            if (!Is("case"))
            {
                var bodyStart = Current.Start;
                var body = StatementsUntil(() => Is("case") || (Is("default") && IsAt(At + 1, ":")) || Is("}") || (close >= 0 && At >= close));
                cases.Add(new SwitchCase(From(caseStart), [.. labels], new Block(From(bodyStart), body)));
                labels.Clear();
            }

            if (At == before) Skip();
        }

        CloseAt(close, "}");
        return new SwitchStatement(From(start), subject, [.. cases]);
    }

    private TryStatement ParseTry(int start)
    {
        Skip();
        var body = ParseBlock();
        var catches = new List<CatchClause>();
        while (Is("catch"))
        {
            var catchStart = Current.Start;
            Skip();
            var (type, variable) = Is("(") ? ParseCaught() : (null, null);
            Expression? filter = null;
            if (Accept("when")) filter = ParseCondition();
            var handler = ParseBlock();
            catches.Add(new CatchClause(From(catchStart), variable, type, filter, handler));
        }

        var @finally = Accept("finally") ? ParseBlock() : null;
        return new TryStatement(From(start), body, [.. catches], null, @finally);
    }

    /// <summary>Reads <c>(error)</c>, <c>(error: unknown)</c> or <c>(Type error)</c>.</summary>
    private (string? Type, string? Variable) ParseCaught()
    {
        var close = Current.Match;
        Skip();
        var first = At;
        var variable = IsWord ? Interned(Word) : null;
        var type = (string?)null;
        if (close > At && !TypesFollow)
        {
            var named = IsWordAt(close - 1) && close - 1 > first;
            At = named ? close - 1 : close;
            type = TextFrom(first);
            variable = named ? Interned(Word) : null;
        }

        CloseAt(close, ")");
        return (type, variable);
    }

    /// <summary>Whether a type stands behind what it is the type of: <c>x: number</c>.</summary>
    protected abstract bool TypesFollow { get; }

    protected ExpressionStatement ParseExpressionStatement()
    {
        var start = Current.Start;
        var expression = ParseExpressions();
        Accept(";");
        return new ExpressionStatement(From(start), expression);
    }

    /// <summary>Makes the body of a function whose inside is one expression.</summary>
    protected Block ParseExpressionBody()
    {
        var start = Current.Start;
        var value = ParseExpression();
        return new Block(From(start), [new ReturnStatement(From(start), value)]);
    }

    /// <summary>
    /// Finds the end of <c>&lt;A, B[]&gt;</c> from its opening mark: the index behind the closing one, or -1 when this is a comparison or too long.
    /// </summary>
    protected int TypeArgumentsEnd(int index)
    {
        var depth = 0;
        for (var at = index; at < index + Reach; at++)
        {
            var lexeme = LexemeAt(at);
            if (lexeme.Kind is LexemeKind.Name or LexemeKind.Keyword) continue;
            if (lexeme.Kind is LexemeKind.String && TypesFollow) continue;
            if (lexeme.Kind != LexemeKind.Mark) return -1;
            switch (Text.AsSpan(lexeme.Start, lexeme.Length))
            {
                case "<":
                    depth++;
                    break;
                case ">":
                    depth--;
                    break;
                case ">>":
                    depth -= 2;
                    break;
                case ">>>":
                    depth -= 3;
                    break;
                case "." or "," or "?" or "::":
                    break;
                case "|" or "&" or ":" or ";" when TypesFollow:
                    break;
                case "(" or "[" or "{" when lexeme.Match > at && (TypesFollow || Text[lexeme.Start] != '{'):
                    if (lexeme.Match - index > Reach) return -1;
                    at = lexeme.Match;
                    if (IsAt(at + 1, "=>")) at++;
                    break;
                default:
                    return -1;
            }

            if (depth < 0) return -1;
            if (depth == 0) return at + 1;
        }

        return -1;
    }

    protected static ImmutableArray<Expression> Decorations(List<Expression> decorators) => decorators.Count == 0 ? [] : [.. decorators];
}
