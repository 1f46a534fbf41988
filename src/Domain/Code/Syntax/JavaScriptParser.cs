using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

/// <summary>JavaScript and TypeScript, JSX included.</summary>
/// <param name="castsByAngles">Whether <c>&lt;T&gt;x</c> is a cast, as in <c>.ts</c> files, and not the beginning of markup.</param>
internal sealed partial class JavaScriptParser(string text, Lexemes lexemes, bool castsByAngles) : BraceParser(text, lexemes)
{
    protected override bool TypesFollow => true;

    protected override bool BreaksEnd => true;

    protected override bool ShorthandEntries => true;

    protected override bool SkipsAssertion => true;

    protected override bool TagsTemplates => true;

    protected override Statement? ParseStatement()
    {
        var decorators = ParseDecorators();
        while ((Is("export") || Is("declare") || (Is("default") && !IsAt(At + 1, ":")) || Is("abstract")) && !IsAt(At + 1, ".") && !IsAt(At + 1, "("))
        {
            if (Is("export") && (IsAt(At + 1, "*") || (IsAt(At + 1, "{") && IsAt(LexemeAt(At + 1).Match + 1, "from")))) return ParseImport();
            Skip();
            decorators.AddRange(ParseDecorators());
        }

        var start = Current.Start;
        if (At > 0 && Is("{") && IsAt(At - 1, "default")) return ParseExpressionStatement();
        if (ParseCommonStatement() is { } common) return common;
        if (Current.Start != start || AtEnd || (Current.Kind == LexemeKind.Mark && (Word is "}" or ")" or "]"))) return null;
        if (!IsWord) return ParseExpressionStatement();
        switch (Word)
        {
            case "import" when !IsAt(At + 1, "(") && !IsAt(At + 1, "."):
                return ParseImport();
            case "const" when IsAt(At + 1, "enum"):
                Skip();
                return null;
            case "const" or "let" or "var" or "using" when IsWordAt(At + 1) || IsAt(At + 1, "{") || IsAt(At + 1, "["):
                return ParseDeclaration(decorators);
            case "await" when IsAt(At + 1, "using") && IsWordAt(At + 2):
                Skip();
                return ParseDeclaration(decorators);
            case "function" or "async" when Is("function") || (IsAt(At + 1, "function") && !Peek(1).AfterBreak):
                return new FunctionStatement(ParseFunction(decorators));
            case "class" when IsWordAt(At + 1) || IsAt(At + 1, "{"):
                return ParseClass(decorators);
            case "interface" or "namespace" or "module" or "enum" when IsWordAt(At + 1) && !Peek(1).AfterBreak:
                return ParseNamed();
            case "type" when IsWordAt(At + 1) && !Peek(1).AfterBreak && (IsAt(At + 2, "=") || IsAt(At + 2, "<")):
                At += 2;
                SkipTypeParameters();
                Accept("=");
                SkipType();
                Accept(";");
                return null;
            case "for":
                return ParseFor();
            default:
                if (IsAt(At + 1, ":") && Current.Kind == LexemeKind.Name && !IsAt(At + 2, ":"))
                {
                    At += 2;
                    return null;
                }

                return ParseExpressionStatement();
        }
    }

    private List<Expression> ParseDecorators()
    {
        var decorators = new List<Expression>();
        while (Is("@") && IsWordAt(At + 1))
        {
            Skip();
            decorators.Add(ParseDecorator());
        }

        return decorators;
    }

    private Expression ParseDecorator()
    {
        var start = Current.Start;
        Expression decorator = Made(new NameExpression(new TextSpan(start, Current.End), TakeName()));
        while (Is(".") && IsWordAt(At + 1))
        {
            Skip();
            var name = TakeName();
            decorator = Made(new MemberExpression(From(start), decorator, name));
            if (decorator.Depth > 20) break;
        }

        if (!Is("(")) return decorator;
        var arguments = ParseArguments();
        return Made(new CallExpression(From(start), decorator, arguments, false));
    }

    private ImportStatement ParseImport()
    {
        var start = Current.Start;
        Skip();
        var names = new List<string>();
        var first = At;
        while (!AtEnd && At - first < 4 * Reach && Current.Kind != LexemeKind.String && !Is(";"))
        {
            if (IsWord && !Is("from") && !Is("type") && !Is("as"))
            {
                if (IsAt(At - 1, "as") && names.Count > 0) names.RemoveAt(names.Count - 1);
                names.Add(Interned(Word));
            }

            if (Is("=")) break;
            Skip();
        }

        var module = "";
        if (Current.Kind == LexemeKind.String)
        {
            module = Content(Word);
            Skip();
        }
        else if (Accept("=") && Accept("require") && Is("("))
        {
            if (Peek(1).Kind == LexemeKind.String) module = Content(Text.AsSpan(Peek(1).Start, Peek(1).Length));
            SkipBracket();
        }

        Accept(";");
        return new ImportStatement(From(start), module, [.. names]);
    }

    private Statement ParseDeclaration(List<Expression> decorators)
    {
        var start = Current.Start;
        var disposes = Is("using");
        Skip();
        var declared = new List<Statement>();
        do
        {
            var each = Current.Start;
            var (target, type) = ParseTarget();
            var value = Accept("=") ? ParseExpression() : null;
            declared.Add(new DeclareStatement(From(each), target, type, value, Decorations(decorators), disposes));
        }
        while (Accept(",") && !AtEnd);
        Accept(";");
        return declared.Count == 1 ? declared[0] : new Block(From(start), [.. declared]);
    }

    private (Expression Target, string? Type) ParseTarget()
    {
        var target = ParsePrimary();
        Accept("!");
        Accept("?");
        return (target, Accept(":") ? SkipType() : null);
    }

    private LoopStatement ParseFor()
    {
        var start = Current.Start;
        Skip();
        Accept("await");
        Expression? target = null;
        Expression? source = null;
        var header = new List<Expression>();
        if (Is("("))
        {
            var close = Current.Match;
            Skip();
            if (Is("const") || Is("let") || Is("var"))
            {
                Skip();
                target = ParseTarget().Target;
                if (!(Is("of") || Is("in")))
                {
                    if (Is("=")) header.Add(Initial(target));
                    target = null;
                }
            }
            else if (IsWord && (IsAt(At + 1, "of") || IsAt(At + 1, "in")))
            {
                target = ParsePrimary();
            }

            if (target is not null && (Accept("of") || Accept("in"))) source = ParseExpressions();
            while (!AtEnd && (close < 0 || At < close) && !Is(")"))
            {
                var before = At;
                if (!Accept(";") && !Accept(",")) header.Add(ParseExpressions());
                if (At == before) Skip();
            }

            CloseAt(close, ")");
        }

        var body = ParseBlock();
        return new LoopStatement(From(start), target, source, [.. header], body);
    }

    private AssignExpression Initial(Expression target)
    {
        Skip();
        var value = ParseExpression();
        return Made(new AssignExpression(From(target.Span.Start), "=", target, value));
    }

    private TypeStatement ParseNamed()
    {
        var start = Current.Start;
        var holdsCode = Is("namespace") || Is("module");
        Skip();
        var name = TakeName();
        while (!AtEnd && !Is("{") && !Current.AfterBreak) Skip();
        if (holdsCode && Is("{")) return new TypeStatement(From(start), name, [], ParseBlock().Statements, []);
        if (Is("{")) SkipBracket();
        return new TypeStatement(From(start), name, [], [], []);
    }

    private Function ParseFunction(List<Expression> decorators) => Inside(() =>
    {
        var start = Current.Start;
        var isAsync = Accept("async");
        Accept("function");
        Accept("*");
        var name = IsWord ? TakeName() : null;
        return FunctionFrom(start, name, isAsync, decorators);
    }, out _);

    /// <summary>Reads type parameters, parameters, return type and body.</summary>
    private Function FunctionFrom(int start, string? name, bool isAsync, List<Expression> decorators)
    {
        SkipTypeParameters();
        var parameters = Is("(") ? ParseParameters() : [];
        var type = Accept(":") ? SkipType() : null;
        var body = Is("{") ? ParseBlock() : null;
        if (body is null) Accept(";");
        return new Function(From(start))
        {
            Name = name,
            Parameters = parameters,
            ReturnType = type,
            Body = body,
            IsAsync = isAsync,
            Decorators = Decorations(decorators),
        };
    }

    private ImmutableArray<Parameter> ParseParameters()
    {
        var close = Current.Match;
        Skip();
        var parameters = new List<Parameter>();
        while (!AtEnd && !Is(")") && (close < 0 || At < close))
        {
            var before = At;
            if (!Accept(","))
            {
                var decorators = ParseDecorators();
                while (IsWordAt(At + 1) && (Word is "public" or "private" or "protected" or "readonly" or "override")) Skip();
                Accept("...");
                parameters.Add(ParseParameter(decorators));
                if (close < 0 && !Is(",") && !Is(")")) break;
            }

            if (At == before) Skip();
        }

        CloseAt(close, ")");
        return [.. parameters];
    }

    private Parameter ParseParameter(List<Expression> decorators)
    {
        var (target, type) = ParseTarget();
        var @default = Accept("=") ? ParseExpression() : null;
        // A destructured parameter goes by the names that it binds, parted by commas.
        var name = target switch
        {
            NameExpression simple => simple.Name,
            ObjectExpression pattern => string.Join(',', pattern.Entries.Select(entry => (entry.Value as NameExpression)?.Name ?? entry.Name)),
            ListExpression pattern => string.Join(',', pattern.Items.Select(item => (item as NameExpression)?.Name)),
            _ => "",
        };
        return new Parameter(name, type, @default, Decorations(decorators));
    }

    private TypeStatement ParseClass(List<Expression> decorators)
    {
        var start = Current.Start;
        Skip();
        var name = IsWord && !Is("extends") && !Is("implements") ? TakeName() : "";
        SkipTypeParameters();
        var bases = new List<Expression>();
        while (Is("extends") || Is("implements") || Is(","))
        {
            Skip();
            if (!Is("{")) bases.Add(ParsePrimaryChain());
            SkipTypeParameters();
        }

        var members = Is("{") ? ParseMembers() : [];
        return new TypeStatement(From(start), name, [.. bases], members, Decorations(decorators));
    }

    private Expression ParsePrimaryChain()
    {
        var start = Current.Start;
        var chain = ParsePrimary();
        while (Is(".") && IsWordAt(At + 1) && chain.Depth < 20)
        {
            Skip();
            var name = TakeName();
            chain = Made(new MemberExpression(From(start), chain, name));
        }

        if (!Is("(")) return chain;
        var arguments = ParseArguments();
        return Made(new CallExpression(From(start), chain, arguments, false));
    }

    private ImmutableArray<Statement> ParseMembers()
    {
        var close = Current.Match;
        Skip();
        var members = new List<Statement>();
        while (!AtEnd && !Is("}") && (close < 0 || At < close))
        {
            var before = At;
            if (!Accept(";") && ParseMember() is { } member) members.Add(member);
            if (At == before) Skip();
        }

        CloseAt(close, "}");
        return [.. members];
    }

    private Statement? ParseMember()
    {
        var decorators = ParseDecorators();
        var start = Current.Start;
        var isAsync = false;
        while (IsWord && IsModifier())
        {
            isAsync |= Is("async");
            Skip();
        }

        Accept("*");
        if (Is("{")) return ParseBlock();
        string name;
        if (Is("["))
        {
            SkipBracket();
            name = "";
        }
        else if (Current.Kind is LexemeKind.String or LexemeKind.Number)
        {
            name = Content(Word);
            Skip();
        }
        else if (Is("#") && IsWordAt(At + 1))
        {
            Skip();
            name = TakeName();
        }
        else if (IsWord)
        {
            name = TakeName();
        }
        else
        {
            return null;
        }

        var nameSpan = From(start);
        Accept("?");
        Accept("!");
        if (Is("(") || Is("<"))
        {
            return new FunctionStatement(Inside(() => FunctionFrom(start, name, isAsync, decorators), out _));
        }

        var type = Accept(":") ? SkipType() : null;
        var value = Accept("=") ? ParseExpression() : null;
        Accept(";");
        return new DeclareStatement(From(start), Made(new NameExpression(nameSpan, name)), type, value, Decorations(decorators));
    }

    private bool IsModifier() =>
        Word is "public" or "private" or "protected" or "static" or "readonly" or "async" or "get" or "set" or "override" or "abstract"
            or "declare" or "accessor"
        && (IsWordAt(At + 1) || IsAt(At + 1, "[") || IsAt(At + 1, "*") || IsAt(At + 1, "#") || IsAt(At + 1, "{")
            || Peek(1).Kind is LexemeKind.String);

    protected override Expression ParseWord()
    {
        var start = Current.Start;
        switch (Word)
        {
            case "new" when !IsAt(At + 1, "."):
                return ParseNew();
            case "function":
                return ParseFunctionExpression(start);
            case "async" when !Peek(1).AfterBreak && IsAt(At + 1, "function"):
                return ParseFunctionExpression(start);
            case "async" when !Peek(1).AfterBreak && ((IsWordAt(At + 1) && IsAt(At + 2, "=>")) || IsArrow(At + 1)):
                Skip();
                return ParseArrow(start, true);
            case "class" when IsWordAt(At + 1) || IsAt(At + 1, "{"):
                return ParseLambda(ParseClassExpression);
            case "import" or "super" or "this":
                var keyword = TakeName();
                return Made(new NameExpression(From(start), keyword));
            default:
                return IsAt(At + 1, "=>") ? ParseArrow(start, false) : base.ParseWord();
        }
    }

    private LambdaExpression ParseLambda(Func<Function> read)
    {
        var function = Inside(read, out var depth);
        return Made(new LambdaExpression(function, depth));
    }

    // Of their own, so that only those who read a function pay for what the reading is given.
    private LambdaExpression ParseFunctionExpression(int start) => ParseLambda(() => FunctionExpression(start));

    private LambdaExpression ParseArrow(int start, bool isAsync) => ParseLambda(() => ArrowFrom(start, isAsync));

    private Function ParseClassExpression()
    {
        var type = ParseClass([]);
        return new Function(type.Span) { Body = new Block(type.Span, [type]) };
    }

    private Function FunctionExpression(int start)
    {
        var isAsync = Accept("async");
        Skip();
        Accept("*");
        var name = IsWord ? TakeName() : null;
        return FunctionFrom(start, name, isAsync, []);
    }

    protected override Expression ParseParentheses()
    {
        var start = Current.Start;
        return IsArrow(At) ? ParseArrow(start, false) : base.ParseParentheses();
    }

    /// <summary>Whether a parenthesis at <paramref name="index"/> holds the parameters of an arrow function.</summary>
    private bool IsArrow(int index)
    {
        if (IsAt(index, "<"))
        {
            var end = TypeListEnd(index);
            return end > 0 && IsAt(end, "(") && IsArrow(end);
        }

        if (!IsAt(index, "(")) return false;
        var close = LexemeAt(index).Match;
        if (close < 0) return false;
        if (IsAt(close + 1, "=>")) return true;
        if (!IsAt(close + 1, ":")) return false;
        for (var at = close + 2; at < close + Reach; at++)
        {
            var lexeme = LexemeAt(at);
            if (lexeme.Kind is LexemeKind.Name or LexemeKind.Keyword or LexemeKind.String) continue;
            if (lexeme.Kind != LexemeKind.Mark) return false;
            var mark = Text.AsSpan(lexeme.Start, lexeme.Length);
            if (mark is "=>") return true;
            if (mark is "{" or "[" or "(")
            {
                if (lexeme.Match < 0 || lexeme.Match - close > Reach) return false;
                at = lexeme.Match;
            }
            else if (mark is not ("<" or ">" or ">>" or "|" or "&" or "." or ","))
            {
                return false;
            }
        }

        return false;
    }

    private Function ArrowFrom(int start, bool isAsync)
    {
        SkipTypeParameters();
        ImmutableArray<Parameter> parameters;
        if (Is("("))
        {
            parameters = ParseParameters();
        }
        else
        {
            var name = TakeName();
            parameters = [new Parameter(name, null, null, [])];
        }

        var type = Accept(":") ? SkipReturnType() : null;
        Accept("=>");
        var body = Is("{") ? ParseBlock() : ParseExpressionBody();
        return new Function(From(start)) { Parameters = parameters, ReturnType = type, Body = body, IsAsync = isAsync };
    }

    private CallExpression ParseNew()
    {
        var start = Current.Start;
        Skip();
        var callee = ParsePrimaryChainWithoutCall();
        if (Is("<") && TypeArgumentsEnd(At) is var end && end > 0) At = end;
        var arguments = Is("(") ? ParseArguments() : [];
        return Made(new CallExpression(From(start), callee, arguments, true));
    }

    private Expression ParsePrimaryChainWithoutCall()
    {
        var start = Current.Start;
        var chain = IsWord && !Is("class") && !Is("function") ? base.ParseWord() : ParsePrimary();
        while (Is(".") && IsWordAt(At + 1) && chain.Depth < 20)
        {
            Skip();
            var name = TakeName();
            chain = Made(new MemberExpression(From(start), chain, name));
        }

        return chain;
    }

    protected override Argument ParseEntry(out bool hasKey)
    {
        var start = Current.Start;
        var isAsync = false;
        var first = At;
        // One, not all that follow each other: what is no method is read again from here.
        if ((Is("async") || Is("get") || Is("set")) && (IsWordAt(At + 1) || IsAt(At + 1, "[") || IsAt(At + 1, "*")))
        {
            isAsync = Is("async");
            Skip();
        }

        Accept("*");
        if ((IsWord || Current.Kind == LexemeKind.String) && (IsAt(At + 1, "(") || (IsAt(At + 1, "<") && TypeListEnd(At + 1) is > 0 and var end && IsAt(end, "("))))
        {
            hasKey = true;
            var name = Current.Kind == LexemeKind.String ? Content(Word) : Interned(Word);
            Skip();
            return new Argument(name, ParseLambda(() => FunctionFrom(start, name, isAsync, [])), false);
        }

        At = first;
        return base.ParseEntry(out hasKey);
    }

    protected override Expression ParsePrimary()
    {
        if (!Is("<") || Current.Kind != LexemeKind.Mark) return base.ParsePrimary();
        var start = Current.Start;
        if (IsArrow(At)) return ParseArrow(start, false);
        if (castsByAngles && TypeArgumentsEnd(At) is var end && end > 0)
        {
            At = end;
            return Bounded(Nested(ParseUnary));
        }

        return IsWordAt(At + 1) || IsAt(At + 1, ">") ? ParseMarkup() : base.ParsePrimary();
    }

    /// <summary>Where a file has no elements, what looks like one has a brace for its hole.</summary>
    private bool OpensHole => Current.Kind == LexemeKind.HoleStart || Is("{");

    protected override int BinaryLevel(out string @operator, out int lexemeCount)
    {
        var level = base.BinaryLevel(out @operator, out lexemeCount);
        // Words that are operators elsewhere are names here, and these two begin a statement when they stand on a new line.
        return @operator is "or" or "and" or "is" || (@operator is "as" or "satisfies" && Current.AfterBreak) ? 0 : level;
    }
}
