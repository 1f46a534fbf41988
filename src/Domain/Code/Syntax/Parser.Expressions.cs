using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Claudit.Code.Syntax;

internal abstract partial class Parser
{
    protected const int AssignmentLevel = 1;
    protected const int ConditionLevel = 2;
    private const int UnaryLevel = 20;

    /// <summary>Whether a line break may end an expression, as in JavaScript and Python.</summary>
    protected virtual bool BreaksEnd => false;

    protected Expression ParseExpression() => ParseBinary(AssignmentLevel);

    /// <summary>Reads <c>a, b, c</c> as a list, and one expression as itself.</summary>
    protected Expression ParseExpressions()
    {
        var start = Current.Start;
        var first = ParseExpression();
        if (!Is(",")) return first;
        var items = new List<Expression> { first };
        while (Accept(",") && StartsExpression) items.Add(ParseExpression());
        return Made(new ListExpression(From(start), [.. items]));
    }

    protected virtual bool StartsExpression =>
        Current.Kind is not (LexemeKind.End or LexemeKind.LineEnd or LexemeKind.Dedent or LexemeKind.Indent
            or LexemeKind.HoleEnd or LexemeKind.TemplateEnd or LexemeKind.HoleFormat)
        && !(Current.Kind == LexemeKind.Mark && (Word is ")" or "]" or "}" or ";" or "," or ":" or "=" or "=>"));

    protected T Made<T>(T expression)
        where T : Expression
    {
        _deepest = Math.Max(_deepest, expression.Depth);
        return expression;
    }

    /// <summary>Forgets what has grown too deep to be walked.</summary>
    protected Expression Bounded(Expression expression)
    {
        if (expression.Depth < Node.DepthLimit) return expression;
        TooDeep(expression.Span.Start);
        return new OpaqueExpression(expression.Span, []);
    }

    private OpaqueExpression Nothing() => Made(new OpaqueExpression(new TextSpan(Current.Start, Current.Start), []));

    private Expression ParseBinary(int lowest)
    {
        if (_nesting >= NestingLimit)
        {
            var start = Current.Start;
            SkipTooDeep();
            return Made(new OpaqueExpression(From(start), []));
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        _nesting++;
        var left = ParseUnary();
        while (true)
        {
            left = Bounded(left);
            var level = BinaryLevel(out var @operator, out var lexemeCount);
            if (level < lowest || level == 0) break;
            var start = left.Span.Start;
            if (level == ConditionLevel)
            {
                left = ParseConditional(left, @operator);
            }
            else
            {
                At += lexemeCount;
                if (AfterTypeOf(left, @operator, start) is { } typed)
                {
                    left = typed;
                    continue;
                }

                var right = Bounded(ParseBinary(level == AssignmentLevel ? level : level + 1));
                left = level == AssignmentLevel
                    ? Made(new AssignExpression(From(start), @operator, left, right))
                    : Made(new BinaryExpression(From(start), @operator, left, right));
            }
        }

        _nesting--;
        return left;
    }

    private ConditionalExpression ParseConditional(Expression left, string @operator)
    {
        var start = left.Span.Start;
        Skip();
        if (@operator == "if")
        {
            var condition = Bounded(ParseBinary(ConditionLevel + 1));
            var other = Accept("else") ? Bounded(ParseBinary(ConditionLevel)) : Nothing();
            return Made(new ConditionalExpression(From(start), condition, left, other));
        }

        var then = Bounded(ParseBinary(AssignmentLevel));
        var @else = Accept(":") ? Bounded(ParseBinary(AssignmentLevel)) : Nothing();
        return Made(new ConditionalExpression(From(start), left, then, @else));
    }

    /// <summary>How tightly the operator here binds; 0 when there is none. Tighter is higher.</summary>
    protected virtual int BinaryLevel(out string @operator, out int lexemeCount)
    {
        lexemeCount = 1;
        @operator = "";
        if (Current.Kind is not (LexemeKind.Mark or LexemeKind.Keyword or LexemeKind.Name)) return 0;
        var level = Word switch
        {
            "=" or "+=" or "-=" or "*=" or "/=" or "%=" or "**=" or "//=" or "<<=" or ">>=" or ">>>=" or "&=" or "|=" or "^="
                or "&&=" or "||=" or "??=" or ":=" or "@=" => AssignmentLevel,
            "?" => ConditionLevel,
            "??" => 3,
            "||" or "or" => 4,
            "&&" or "and" => 5,
            "|" => 7,
            "^" => 8,
            "&" => 9,
            "==" or "!=" or "===" or "!==" or "<>" => 10,
            "<" or ">" or "<=" or ">=" or "in" or "is" or "instanceof" or "as" or "satisfies" => 11,
            "<<" or ">>" or ">>>" => 12,
            "+" or "-" => 13,
            "*" or "/" or "%" or "//" => 14,
            "**" => 15,
            _ => 0,
        };
        if (level == 0) return 0;
        @operator = Interned(Word);
        return level;
    }

    /// <summary>Reads what follows an operator whose right side is a type or a pattern, and gives the whole; null when a value follows.</summary>
    protected virtual Expression? AfterTypeOf(Expression left, string @operator, int start) => null;

    /// <summary>Reads an operand with what stands before and behind it.</summary>
    protected Expression ParseUnary()
    {
        var start = Current.Start;
        if (Current.Kind == LexemeKind.Mark)
        {
            switch (Word)
            {
                case "!" or "-" or "+" or "~" or "++" or "--" or "*" or "&" or "..." or "**" or "^" or "..":
                    return ParseOperator(UnaryLevel);
            }
        }
        else if (Current.Kind is LexemeKind.Keyword or LexemeKind.Name)
        {
            switch (Word)
            {
                case "await" when !IsAt(At + 1, "=>") && !IsAt(At + 1, "for"):
                    Skip();
                    var awaited = Bounded(Nested(ParseUnary));
                    return Made(new AwaitExpression(From(start), awaited));
                case "typeof" or "delete" or "void" when !IsAt(At + 1, "("):
                    return ParseOperator(UnaryLevel);
                case "not":
                    return ParseOperator(10);
                case "yield" or "throw" or "ref" or "out" or "in" when Current.Kind == LexemeKind.Keyword:
                    return ParseOperator(AssignmentLevel);
            }
        }

        return ParsePostfix(ParsePrimary());
    }

    private Expression ParseOperator(int level)
    {
        var start = Current.Start;
        var @operator = Interned(Word);
        Skip();
        if (@operator == "yield") Accept("from");
        if (!StartsExpression) return Made(new OpaqueExpression(From(start), []));
        var operand = Bounded(level == UnaryLevel ? Nested(ParseUnary) : ParseBinary(level));
        return Made(new UnaryExpression(From(start), @operator, operand));
    }

    protected Expression Nested(Func<Expression> read)
    {
        if (_nesting >= NestingLimit)
        {
            var start = Current.Start;
            SkipTooDeep();
            return Made(new OpaqueExpression(From(start), []));
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        _nesting++;
        var expression = read();
        _nesting--;
        return expression;
    }

    protected virtual Expression ParsePrimary()
    {
        var start = Current.Start;
        switch (Current.Kind)
        {
            case LexemeKind.Number:
                return Literal(LiteralKind.Number);
            case LexemeKind.String:
                return ParseStrings();
            case LexemeKind.Regex:
                return Literal(LiteralKind.Regex);
            case LexemeKind.TemplateStart:
                return ParseTemplate();
            case LexemeKind.Name or LexemeKind.Keyword:
                return ParseWord();
            case LexemeKind.Mark when Is("("):
                return ParseParentheses();
            case LexemeKind.Mark when Is("["):
                return ParseList("]");
            case LexemeKind.Mark when Is("{"):
                return ParseObject();
        }

        if (!StartsExpression) return Nothing();
        Skip();
        return Made(new OpaqueExpression(From(start), []));
    }

    protected virtual Expression ParseWord()
    {
        var start = Current.Start;
        switch (Word)
        {
            case "true" or "True" or "false" or "False":
                return Literal(LiteralKind.Boolean);
            case "null" or "None" or "undefined":
                return Literal(LiteralKind.Null);
            default:
                var name = TakeName();
                return Made(new NameExpression(From(start), name));
        }
    }

    private LiteralExpression Literal(LiteralKind kind)
    {
        var start = Current.Start;
        var value = Interned(Word);
        Skip();
        return Made(new LiteralExpression(From(start), kind, value));
    }

    /// <summary>Reads string literals; those that stand side by side are one string in Python.</summary>
    private LiteralExpression ParseStrings()
    {
        var start = Current.Start;
        var value = Content(Word);
        Skip();
        while (Current.Kind == LexemeKind.String && JoinsStrings)
        {
            value += Content(Word);
            Skip();
            if (value.Length > 10_000) break;
        }

        return Made(new LiteralExpression(From(start), LiteralKind.String, value));
    }

    protected virtual bool JoinsStrings => false;

    private TemplateExpression ParseTemplate()
    {
        var start = Current.Start;
        var close = Current.Match;
        Skip();
        var parts = new List<Expression>();
        while (!AtEnd && (close < 0 || At < close) && Current.Kind != LexemeKind.TemplateEnd)
        {
            var before = At;
            switch (Current.Kind)
            {
                case LexemeKind.TemplateText:
                    var piece = Interned(Word);
                    Skip();
                    parts.Add(Made(new LiteralExpression(From(LexemeAt(before).Start), LiteralKind.String, piece)));
                    break;
                case LexemeKind.HoleStart:
                    var end = Current.Match;
                    Skip();
                    parts.Add(Bounded(ParseExpressions()));
                    if (end > At) At = end;
                    if (Current.Kind == LexemeKind.HoleFormat) Skip();
                    if (Current.Kind == LexemeKind.HoleEnd) Skip();
                    break;
                case LexemeKind.HoleFormat or LexemeKind.HoleEnd:
                    Skip();
                    break;
                default:
                    // An unclosed template: what follows is code again.
                    return Made(new TemplateExpression(From(start), [.. parts]));
            }

            if (At == before) Skip();
        }

        if (Current.Kind == LexemeKind.TemplateEnd) Skip();
        return Made(new TemplateExpression(From(start), [.. parts]));
    }

    protected virtual Expression ParseParentheses()
    {
        var start = Current.Start;
        var close = Current.Match;
        Skip();
        if (!StartsExpression && !Is(","))
        {
            CloseAt(close, ")");
            return Made(new ListExpression(From(start), []));
        }

        var inner = Bounded(ParseExpressions());
        if (ParseComprehension(inner, start) is { } comprehension) inner = Bounded(comprehension);
        CloseAt(close, ")");
        return inner;
    }

    /// <summary>Moves behind the bracket at <paramref name="close"/>, skipping what was not understood; without one, behind <paramref name="mark"/> if it is here.</summary>
    protected void CloseAt(int close, string mark)
    {
        if (close >= At) At = close + 1;
        else if (close < 0) Accept(mark);
    }

    protected Expression ParseList(string mark)
    {
        var start = Current.Start;
        var close = Current.Match;
        Skip();
        var items = new List<Expression>();
        while (!AtEnd && !Is(mark) && (close < 0 || At < close))
        {
            var before = At;
            if (!Accept(","))
            {
                var item = Bounded(ParseExpression());
                if (ParseComprehension(item, start) is { } comprehension)
                {
                    CloseAt(close, mark);
                    return comprehension;
                }

                items.Add(item);
                if (close < 0 && !Is(",") && !Is(mark)) break;
            }

            if (At == before) Skip();
        }

        CloseAt(close, mark);
        return Made(new ListExpression(From(start), ImmutableCollectionsMarshal.AsImmutableArray(items.ToArray())));
    }

    /// <summary>Reads <c>for x in xs if …</c> behind an item; null where none stands.</summary>
    protected virtual Expression? ParseComprehension(Expression item, int start) => null;

    /// <summary>Reads <c>{ key: value, … }</c>, whatever parts keys and values.</summary>
    protected Expression ParseObject()
    {
        var start = Current.Start;
        var close = Current.Match;
        Skip();
        var entries = new List<Argument>();
        var keyed = false;
        while (!AtEnd && !Is("}") && (close < 0 || At < close))
        {
            var before = At;
            if (!Accept(",") && !Accept(";"))
            {
                var entry = ParseEntry(out var hasKey);
                keyed |= hasKey || entry.IsSpread;
                if (ParseComprehension(entry.Value, start) is { } comprehension)
                {
                    CloseAt(close, "}");
                    return comprehension;
                }

                entries.Add(entry);
                if (close < 0 && !Is(",") && !Is("}")) break;
            }

            if (At == before) Skip();
        }

        CloseAt(close, "}");
        return keyed || entries.Count == 0
            ? Made(new ObjectExpression(From(start), [.. entries]))
            : Made(new ListExpression(From(start), [.. entries.Select(entry => entry.Value)]));
    }

    /// <summary>Reads one entry of an object: <c>key: value</c>, <c>key = value</c>, <c>[key] = value</c>, a shorthand, a method, a spread.</summary>
    protected virtual Argument ParseEntry(out bool hasKey)
    {
        hasKey = false;
        if (Is("...") || Is("**") || Is("*"))
        {
            Skip();
            return new Argument(null, Bounded(ParseExpression()), true);
        }

        string? key = null;
        if (Is("[") && Current.Match is var end && end > At && (IsAt(end + 1, ":") || IsAt(end + 1, "=")))
        {
            Skip();
            key = Current.Kind == LexemeKind.String ? Content(Word) : null;
            At = end + 2;
            hasKey = true;
            return new Argument(key, Bounded(ParseExpression()), false);
        }

        if (IsWord || Current.Kind is LexemeKind.String or LexemeKind.Number)
        {
            if (IsAt(At + 1, ":") || (IsAt(At + 1, "=") && IsWord))
            {
                key = Current.Kind == LexemeKind.String ? Content(Word) : Interned(Word);
                At += 2;
                hasKey = true;
                return new Argument(key, Bounded(ParseExpression()), false);
            }

            if (Current.Kind != LexemeKind.String && (IsAt(At + 1, ",") || IsAt(At + 1, "}")) && ShorthandEntries)
            {
                hasKey = true;
                key = Interned(Word);
                return new Argument(key, ParseWord(), false);
            }
        }

        var value = Bounded(ParseExpression());
        if (!Accept(":")) return new Argument(null, value, false);
        hasKey = true;
        key = (value as LiteralExpression)?.Value ?? (value as MemberExpression)?.Name;
        return new Argument(key, Bounded(ParseExpression()), false);
    }

    protected virtual bool ShorthandEntries => false;

    private Expression ParsePostfix(Expression left)
    {
        while (true)
        {
            left = Bounded(left);
            var start = left.Span.Start;
            if (Current.Kind == LexemeKind.Mark)
            {
                switch (Word)
                {
                    case "." or "?." or "::" or "->" when IsWordAt(At + 1):
                        Skip();
                        var name = TakeName();
                        left = Made(new MemberExpression(From(start), left, name));
                        continue;
                    case "?." when IsAt(At + 1, "(") || IsAt(At + 1, "["):
                        Skip();
                        continue;
                    case "?" when IsAt(At + 1, "[") && NullConditionalIndex:
                        Skip();
                        continue;
                    case "(" when !EndsBefore(Current):
                        var arguments = ParseArguments();
                        left = Made(new CallExpression(From(start), left, arguments, false));
                        continue;
                    case "[" when !EndsBefore(Current):
                        var close = Current.Match;
                        Skip();
                        var index = Bounded(ParseIndex());
                        CloseAt(close, "]");
                        left = Made(new IndexExpression(From(start), left, index));
                        continue;
                    case "++" or "--" when !(BreaksEnd && Current.AfterBreak):
                        var @operator = Interned(Word);
                        Skip();
                        left = Made(new UnaryExpression(From(start), @operator, left));
                        continue;
                    case "!" when !Current.AfterBreak && SkipsAssertion:
                        Skip();
                        continue;
                    case "<" when SkipTypeArguments():
                        continue;
                }
            }
            else if (Current.Kind == LexemeKind.TemplateStart && !Current.AfterBreak && TagsTemplates)
            {
                var template = ParseTemplate();
                left = Made(new CallExpression(From(start), left, [new Argument(null, template, false)], false));
                continue;
            }

            return left;
        }
    }

    protected virtual Expression ParseIndex() => ParseExpressions();

    /// <summary>Whether a bracket on a new line begins something new.</summary>
    protected virtual bool EndsBefore(Lexeme bracket) => false;

    protected virtual bool NullConditionalIndex => false;

    protected virtual bool SkipsAssertion => false;

    protected virtual bool TagsTemplates => false;

    /// <summary>Skips <c>&lt;A, B&gt;</c> where it can only be type arguments; else stays and gives false.</summary>
    protected virtual bool SkipTypeArguments() => false;

    protected ImmutableArray<Argument> ParseArguments()
    {
        var close = Current.Match;
        Skip();
        var arguments = new List<Argument>();
        while (!AtEnd && !Is(")") && (close < 0 || At < close))
        {
            var before = At;
            if (!Accept(","))
            {
                arguments.Add(ParseArgument());
                if (close < 0 && !Is(",") && !Is(")")) break;
            }

            if (At == before) Skip();
        }

        CloseAt(close, ")");
        return ImmutableCollectionsMarshal.AsImmutableArray(arguments.ToArray());
    }

    protected virtual Argument ParseArgument()
    {
        if (Is("...") || Is("*") || Is("**"))
        {
            Skip();
            return new Argument(null, Bounded(ParseExpression()), true);
        }

        string? name = null;
        if (IsWord && (IsAt(At + 1, ArgumentNameMark) && !IsAt(At + 2, ArgumentNameMark)))
        {
            name = TakeName();
            Skip();
        }

        var value = Bounded(ParseExpression());
        if (ParseComprehension(value, value.Span.Start) is { } comprehension) value = Bounded(comprehension);
        return new Argument(name, value, false);
    }

    /// <summary>What parts an argument's name from its value: <c>=</c> in Python, <c>:</c> in C#.</summary>
    protected virtual string ArgumentNameMark => ":";
}
