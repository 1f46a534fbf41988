using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

internal sealed class CSharpParser(string text, Lexemes lexemes) : BraceParser(text, lexemes)
{
    private string _type = "";

    protected override bool TypesFollow => false;

    protected override bool NullConditionalIndex => true;

    protected override bool SkipsAssertion => true;

    protected override bool ShorthandEntries => false;

    protected override Statement? ParseStatement()
    {
        var attributes = ParseAttributes();
        var start = Current.Start;
        if (ParseCommonStatement() is { } common) return common;
        if (Current.Start != start || AtEnd || (Current.Kind == LexemeKind.Mark && (Word is "}" or ")" or "]"))) return null;
        switch (Word)
        {
            case "using" when !IsAt(At + 1, "(") && !IsAt(At + 1, "var") && !DeclaresAt(At + 1):
                return ParseImport();
            case "namespace":
                return ParseNamespace();
            case "foreach":
                return ParseForEach();
            case "for" when IsAt(At + 1, "("):
                return ParseFor();
            case "using" or "lock" or "fixed" when IsAt(At + 1, "("):
                return ParseUsing();
            case "checked" or "unchecked" or "unsafe" when IsAt(At + 1, "{"):
                Skip();
                return ParseBlock();
            case "yield" when IsAt(At + 1, "return"):
                At += 2;
                var yielded = ParseExpression();
                Accept(";");
                return new ExpressionStatement(From(start), Made(new UnaryExpression(From(start), "yield", yielded)));
            case "await" when IsAt(At + 1, "foreach") || IsAt(At + 1, "using"):
                Skip();
                return NestedStatement();
        }

        return ParseDeclared(attributes) ?? ParseExpressionStatement();
    }

    /// <summary>Reads a type, member or local declaration; null when an expression begins here.</summary>
    private Statement? ParseDeclared(List<Expression> attributes)
    {
        var start = Current.Start;
        var first = At;
        var isAsync = false;
        var disposes = Is("using");
        // What turns out to be no declaration is read again, so the modifiers of one are looked at only so far.
        while (At - first < 16 && IsModifier())
        {
            isAsync |= Is("async");
            Skip();
        }

        if (IsTypeKeyword()) return ParseType(start, attributes);
        if (Is("delegate") && IsWordAt(At + 1)) return SkipDeclaration();
        if (Is("event")) Skip();
        if (IsWord && IsAt(At + 1, "(") && string.Equals(Interned(Word), _type, StringComparison.Ordinal) && EndsAsMethod(At + 1))
        {
            return ParseMethod(start, TakeName(), null, isAsync, attributes);
        }

        var typeFirst = At;
        var nameAt = TypeEnd(At);
        if (nameAt > 0 && IsAt(nameAt, "operator")) return SkipDeclaration();
        if (nameAt > 0 && IsAt(nameAt, "this") && IsAt(nameAt + 1, "[")) return SkipDeclaration();
        if (nameAt < 0 || !IsWordAt(nameAt) || !Declares(nameAt))
        {
            if (At != first && IsWord && IsAt(At + 1, "(")) return ParseMethod(start, TakeName(), null, isAsync, attributes);
            At = first;
            return null;
        }

        At = nameAt;
        var type = TextFrom(typeFirst);
        // An explicitly implemented member goes by its last name.
        while (IsAt(At + 1, ".") && IsWordAt(At + 2)) At += 2;
        var nameStart = Current.Start;
        var name = TakeName();
        if (Is("<") && TypeArgumentsEnd(At) is var end && end > 0) At = end;
        if (Is("(")) return ParseMethod(start, name, type, isAsync, attributes);
        return ParseVariable(start, nameStart, name, type, attributes, disposes);
    }

    /// <summary>Whether a name at <paramref name="nameAt"/> that follows a type is being declared.</summary>
    private bool Declares(int nameAt)
    {
        var next = nameAt + 1;
        while (IsAt(next, ".") && IsWordAt(next + 1) && next - nameAt < Reach) next += 2;
        if (IsAt(next, "=") || IsAt(next, ";") || IsAt(next, ",") || IsAt(next, "{") || IsAt(next, "=>") || IsAt(next, "in")) return true;
        if (IsAt(next, "<") && TypeArgumentsEnd(next) is var end && end > 0) next = end;
        return IsAt(next, "(") && EndsAsMethod(next);
    }

    private bool DeclaresAt(int index) => TypeEnd(index) is var name && name > 0 && IsWordAt(name) && IsAt(name + 1, "=") && !IsAt(index + 1, "=");

    /// <summary>Whether what follows the parenthesis at <paramref name="open"/> makes it a parameter list.</summary>
    private bool EndsAsMethod(int open)
    {
        var close = LexemeAt(open).Match;
        if (close < 0) return false;
        var next = close + 1;
        return IsAt(next, "{") || IsAt(next, "=>") || IsAt(next, "where") || IsAt(next, ":")
            || (IsAt(next, ";") && (_type.Length > 0 || IsAt(open - 2, "void")));
    }

    /// <summary>The index behind a type that begins at <paramref name="index"/>; -1 when none does.</summary>
    private int TypeEnd(int index)
    {
        var at = index;
        if (IsAt(at, "ref") || IsAt(at, "scoped")) at++;
        if (IsAt(at, "(") && LexemeAt(at).Match is var close && close > at)
        {
            at = close + 1;
        }
        else
        {
            if (!IsWordAt(at) || IsReserved(at)) return -1;
            at++;
            while ((IsAt(at, ".") || IsAt(at, "::")) && IsWordAt(at + 1) && at - index < Reach) at += 2;
            if (IsAt(at, "<"))
            {
                at = TypeArgumentsEnd(at);
                if (at < 0) return -1;
            }
        }

        for (var turn = 0; turn < 8; turn++)
        {
            if (IsAt(at, "?") || IsAt(at, "*")) at++;
            else if (IsAt(at, "[") && LexemeAt(at).Match is var end && end > 0 && (end == at + 1 || IsAt(at + 1, ","))) at = end + 1;
            else break;
        }

        return at;
    }

    private bool IsReserved(int index)
    {
        var lexeme = LexemeAt(index);
        return Text.AsSpan(lexeme.Start, lexeme.Length) is "await" or "new" or "return" or "throw" or "is" or "as" or "not" or "in" or "this" or "base"
            or "typeof" or "nameof" or "default" or "null" or "true" or "false" or "else" or "case" or "switch" or "yield" or "goto";
    }

    private bool IsModifier() =>
        IsWord
        && Word is "public" or "private" or "protected" or "internal" or "static" or "readonly" or "sealed" or "abstract" or "virtual" or "override"
            or "async" or "partial" or "const" or "extern" or "unsafe" or "volatile" or "new" or "required" or "file" or "using" or "implicit"
            or "explicit"
        && !(Is("new") && !(IsWordAt(At + 1) && IsWordAt(At + 2)))
        && (IsWordAt(At + 1) || IsAt(At + 1, "("));

    private bool IsTypeKeyword() =>
        IsWord && Word is "class" or "struct" or "interface" or "enum" or "record" && IsWordAt(At + 1)
        && !(Is("record") && (IsAt(At + 2, "=") || IsAt(At + 2, ";")));

    private List<Expression> ParseAttributes()
    {
        var attributes = new List<Expression>();
        while (Is("[") && Current.Match > At && (IsWordAt(At + 1)) && !IsAt(Current.Match + 1, ".") && !IsAt(Current.Match + 1, ";"))
        {
            var close = Current.Match;
            Skip();
            if (IsAt(At + 1, ":")) At += 2;
            while (At < close)
            {
                var before = At;
                if (!Accept(",")) attributes.Add(ParseExpression());
                if (At == before) Skip();
            }

            CloseAt(close, "]");
        }

        return attributes;
    }

    private ImportStatement ParseImport()
    {
        var start = Current.Start;
        Skip();
        if (Is("static") || Is("global")) Skip();
        var first = At;
        while (!AtEnd && !Is(";") && !Current.AfterBreak) Skip();
        var module = TextFrom(first);
        Accept(";");
        var alias = module.IndexOf('=', StringComparison.Ordinal);
        return alias < 0
            ? new ImportStatement(From(start), module, [])
            : new ImportStatement(From(start), module[(alias + 1)..], [module[..alias]]);
    }

    private TypeStatement? ParseNamespace()
    {
        var start = Current.Start;
        Skip();
        var first = At;
        while (!AtEnd && !Is(";") && !Is("{")) Skip();
        var name = TextFrom(first);
        if (Accept(";")) return null;
        return new TypeStatement(From(start), name, [], ParseBlock().Statements, []);
    }

    private TypeStatement ParseType(int start, List<Expression> attributes)
    {
        var isEnum = Is("enum");
        Skip();
        if (Is("class") || Is("struct")) Skip();
        var name = IsWord ? TakeName() : "";
        if (Is("<") && TypeArgumentsEnd(At) is var end && end > 0) At = end;
        var members = new List<Statement>();
        if (Is("("))
        {
            foreach (var parameter in ParseParameters())
            {
                var declared = Made(new NameExpression(From(start), parameter.Name));
                members.Add(new DeclareStatement(From(start), declared, parameter.Type, parameter.Default, parameter.Decorators));
            }
        }

        var bases = new List<Expression>();
        if (Is(":"))
        {
            do
            {
                Skip();
                bases.Add(ParseExpression());
            }
            while (Is(","));
        }

        while (!AtEnd && !Is("{") && !Is(";")) Skip();
        if (isEnum && Is("{")) SkipBracket();
        else if (Is("{")) members.AddRange(ParseMembers(name));
        Accept(";");
        return new TypeStatement(From(start), name, [.. bases], [.. members], Decorations(attributes));
    }

    private ImmutableArray<Statement> ParseMembers(string type)
    {
        var outer = _type;
        _type = type;
        var members = ParseBlock().Statements;
        _type = outer;
        return members;
    }

    private Statement? SkipDeclaration()
    {
        while (!AtEnd && !Is(";") && !Is("{") && !Is("=>")) SkipBracket();
        if (Is("{")) ParseBlock();
        else if (Accept("=>")) ParseExpression();
        Accept(";");
        return null;
    }

    private FunctionStatement ParseMethod(int start, string name, string? returnType, bool isAsync, List<Expression> attributes) => new(Inside(() =>
    {
        var parameters = ParseParameters();
        if (Accept(":"))
        {
            Skip();
            if (Is("(")) ParseArguments();
        }

        while (Is("where") && !AtEnd)
        {
            Skip();
            while (!AtEnd && !Is("{") && !Is("=>") && !Is(";") && !Is("where")) Skip();
        }

        var outer = _type;
        _type = "";
        Block? body = null;
        if (Is("{")) body = ParseBlock();
        else if (Accept("=>")) body = ParseExpressionBody();
        _type = outer;
        if (!LexemeIs(At - 1, "}")) Accept(";");
        return new Function(From(start))
        {
            Name = name,
            Parameters = parameters,
            ReturnType = returnType,
            Body = body,
            IsAsync = isAsync,
            Decorators = Decorations(attributes),
        };
    }, out _));

    private bool LexemeIs(int index, string mark) => index >= 0 && IsAt(index, mark);

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
                var attributes = ParseAttributes();
                while (Is("this") || Is("ref") || Is("out") || Is("in") || Is("params") || Is("scoped") || Is("readonly")) Skip();
                var first = At;
                var nameAt = TypeEnd(At);
                string? type = null;
                if (nameAt > 0 && IsWordAt(nameAt))
                {
                    At = nameAt;
                    type = TextFrom(first);
                }

                if (IsWord)
                {
                    var name = TakeName();
                    var @default = Accept("=") ? ParseExpression() : null;
                    parameters.Add(new Parameter(name, type, @default, Decorations(attributes)));
                }

                if (close < 0 && !Is(",") && !Is(")")) break;
            }

            if (At == before) Skip();
        }

        CloseAt(close, ")");
        return [.. parameters];
    }

    /// <summary>Reads the rest of a field, property or local from behind its name.</summary>
    private Statement ParseVariable(int start, int nameStart, string name, string type, List<Expression> attributes, bool disposes)
    {
        var declared = new List<Statement>();
        var target = Made(new NameExpression(From(nameStart), name));
        if (Is("{") && _type.Length > 0) declared.AddRange(ParseAccessors(name, type));
        Expression? value = null;
        if (Accept("=>"))
        {
            declared.Add(new FunctionStatement(new Function(From(start))
            {
                Name = name,
                ReturnType = type,
                Body = ParseExpressionBody(),
            }));
        }
        else if (Accept("="))
        {
            value = ParseExpression();
        }

        declared.Insert(0, new DeclareStatement(From(start), target, type, value, Decorations(attributes), disposes));
        while (Accept(",") && IsWord)
        {
            var nextStart = Current.Start;
            var next = Made(new NameExpression(new TextSpan(nextStart, Current.End), TakeName()));
            var nextValue = Accept("=") ? ParseExpression() : null;
            declared.Add(new DeclareStatement(From(nextStart), next, type, nextValue, [], disposes));
        }

        Accept(";");
        return declared.Count == 1 ? declared[0] : new Block(From(start), [.. declared]);
    }

    private List<Statement> ParseAccessors(string name, string type)
    {
        var close = Current.Match;
        var accessors = new List<Statement>();
        Skip();
        while (!AtEnd && !Is("}") && (close < 0 || At < close))
        {
            var before = At;
            if (Is("{") || Is("=>"))
            {
                var start = Current.Start;
                var body = Accept("=>") ? ParseExpressionBody() : ParseBlock();
                accessors.Add(new FunctionStatement(new Function(From(start)) { Name = name, ReturnType = type, Body = body }));
            }
            else
            {
                Skip();
            }

            if (At == before) Skip();
        }

        CloseAt(close, "}");
        return accessors;
    }

    private LoopStatement ParseForEach()
    {
        var start = Current.Start;
        Skip();
        Expression? target = null;
        Expression? source = null;
        if (Is("("))
        {
            var close = Current.Match;
            Skip();
            var nameAt = TypeEnd(At);
            if (nameAt > 0 && IsWordAt(nameAt) && IsAt(nameAt + 1, "in")) At = nameAt;
            else if (Is("var") || Is("(")) Accept("var");
            target = Is("(") ? ParseParentheses() : IsWord ? Made(new NameExpression(new TextSpan(Current.Start, Current.End), TakeName())) : null;
            if (Accept("in")) source = ParseExpression();
            CloseAt(close, ")");
        }

        var body = ParseBlock();
        return new LoopStatement(From(start), target, source, [], body);
    }

    private LoopStatement ParseFor()
    {
        var start = Current.Start;
        Skip();
        var header = new List<Expression>();
        var close = Current.Match;
        Skip();
        while (!AtEnd && (close < 0 || At < close) && !Is(")"))
        {
            var before = At;
            if (!Accept(";") && !Accept(","))
            {
                var nameAt = TypeEnd(At);
                if (nameAt > 0 && IsWordAt(nameAt) && IsAt(nameAt + 1, "=")) At = nameAt;
                header.Add(ParseExpression());
            }

            if (At == before) Skip();
        }

        CloseAt(close, ")");
        var body = ParseBlock();
        return new LoopStatement(From(start), null, null, [.. header], body);
    }

    private UsingStatement ParseUsing()
    {
        var start = Current.Start;
        Skip();
        var close = Current.Match;
        Skip();
        Expression? target = null;
        var nameAt = TypeEnd(At);
        if (nameAt > 0 && IsWordAt(nameAt) && IsAt(nameAt + 1, "="))
        {
            At = nameAt;
            target = Made(new NameExpression(new TextSpan(Current.Start, Current.End), TakeName()));
            Skip();
        }

        var resource = ParseExpression();
        CloseAt(close, ")");
        var body = ParseBlock();
        return new UsingStatement(From(start), target, resource, body);
    }

    protected override Expression ParseWord()
    {
        var start = Current.Start;
        switch (Word)
        {
            case "new":
                return ParseNew();
            case "async" when IsAt(At + 1, "(") || (IsWordAt(At + 1) && IsAt(At + 2, "=>")):
                Skip();
                return ParseLambda(start, true);
            case "static" when IsAt(At + 1, "(") || IsWordAt(At + 1):
                Skip();
                return ParsePrimary();
            case "delegate" when IsAt(At + 1, "(") || IsAt(At + 1, "{"):
                Skip();
                return ParseLambda(start, false);
            case "typeof" or "nameof" or "sizeof" or "default" when IsAt(At + 1, "("):
                Skip();
                var first = At;
                SkipBracket();
                return Made(new LiteralExpression(From(start), LiteralKind.String, TextFrom(first + 1).TrimEnd(')')));
            default:
                return IsAt(At + 1, "=>") && !_inSwitch ? ParseLambda(start, false) : base.ParseWord();
        }
    }

    private bool _inSwitch;

    private LambdaExpression ParseLambda(int start, bool isAsync)
    {
        var function = Inside(() =>
        {
            ImmutableArray<Parameter> parameters = [];
            if (Is("(")) parameters = ParseParameters();
            else if (IsWord) parameters = [new Parameter(TakeName(), null, null, [])];
            Accept("=>");
            var outer = _type;
            _type = "";
            var body = Is("{") ? ParseBlock() : ParseExpressionBody();
            _type = outer;
            return new Function(From(start)) { Parameters = parameters, Body = body, IsAsync = isAsync };
        }, out var depth);
        return Made(new LambdaExpression(function, depth));
    }

    protected override Expression ParseParentheses()
    {
        var start = Current.Start;
        var close = Current.Match;
        if (close > 0 && IsAt(close + 1, "=>") && !_inSwitch) return ParseLambda(start, false);
        if (close > At + 1 && IsCast(close))
        {
            Skip();
            var first = At;
            At = close;
            var type = TextFrom(first);
            Skip();
            var operand = Bounded(Nested(ParseUnary));
            return Made(new CastExpression(From(start), type, operand));
        }

        return base.ParseParentheses();
    }

    private bool IsCast(int close)
    {
        if (close - At > Reach || TypeEnd(At + 1) != close) return false;
        var next = LexemeAt(close + 1);
        if (LexemeAt(At + 1).Kind == LexemeKind.Keyword && !IsAt(At + 1, "this") && !IsAt(At + 1, "base")) return next.Kind != LexemeKind.End;
        return next.Kind is LexemeKind.Name or LexemeKind.Number or LexemeKind.String or LexemeKind.TemplateStart
            || IsAt(close + 1, "(") || IsAt(close + 1, "new") || IsAt(close + 1, "await") || IsAt(close + 1, "this");
    }

    private Expression ParseNew()
    {
        var start = Current.Start;
        Skip();
        if (Is("{")) return ParseAnonymous();
        if (Is("["))
        {
            SkipBracket();
            return Is("{") ? ParseObject() : Made(new OpaqueExpression(From(start), []));
        }

        var typeStart = Current.Start;
        var first = At;
        var end = Is("(") ? -1 : NewTypeEnd();
        if (end > 0) At = end;
        var callee = Made(new NameExpression(From(typeStart), TextFrom(first)));
        var arguments = Is("(") ? ParseArguments() : [];
        if (Is("[")) SkipBracket();
        if (Is("{")) arguments = arguments.Add(new Argument(null, ParseObject(), false));
        return Made(new CallExpression(From(start), callee, arguments, true));
    }

    /// <summary>Reads <c>new { from, to = x.End, y.Name }</c>, where a value without a name has that of its last part.</summary>
    private ObjectExpression ParseAnonymous()
    {
        var read = ParseObject();
        var values = read is ListExpression list ? list.Items.Select(item => new Argument(null, item, false)) : ((ObjectExpression)read).Entries;
        return Made(new ObjectExpression(read.Span, [.. values.Select(value => value.Name is null ? value with { Name = LastName(value.Value) } : value)]));
    }

    private static string? LastName(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        _ => null,
    };

    /// <summary>Reads an element <c>{ key, value }</c> of a dictionary's initializer as the entry that it is.</summary>
    protected override Argument ParseEntry(out bool hasKey)
    {
        if (!Is("{")) return base.ParseEntry(out hasKey);
        var inner = Nested(ParseObject);
        hasKey = inner is ListExpression { Items: [LiteralExpression { Kind: LiteralKind.String }, _] };
        return inner is ListExpression { Items: [var key, var value] }
            ? new Argument((key as LiteralExpression)?.Value, value, false)
            : new Argument(null, inner, false);
    }

    private int NewTypeEnd()
    {
        if (!IsWord) return -1;
        var at = At + 1;
        while (IsAt(at, ".") && IsWordAt(at + 1) && at - At < Reach) at += 2;
        return IsAt(at, "<") && TypeArgumentsEnd(at) is var end && end > 0 ? end : at;
    }

    protected override Argument ParseArgument()
    {
        if (Is("out") || Is("ref") || Is("in"))
        {
            Skip();
            var nameAt = TypeEnd(At);
            if (nameAt > 0 && IsWordAt(nameAt)) At = nameAt;
        }

        return base.ParseArgument();
    }

    protected override bool SkipTypeArguments()
    {
        var end = TypeArgumentsEnd(At);
        if (end < 0 || !(IsAt(end, "(") || IsAt(end, ".") || IsAt(end, ")") || IsAt(end, ",") || IsAt(end, ">") || IsAt(end, ";") || IsAt(end, "{"))) return false;
        At = end;
        return true;
    }

    protected override Expression? AfterTypeOf(Expression left, string @operator, int start)
    {
        if (@operator is not ("as" or "is")) return null;
        if (@operator == "is") return ReadPattern(left, start);
        var end = TypeEnd(At);
        if (end > 0) At = end;
        return left;
    }

    /// <summary>Reads what follows <c>is</c>: texts as the comparison that they stand for; a type, number or property pattern is skipped with its name.</summary>
    private Expression ReadPattern(Expression left, int start)
    {
        var texts = new List<Expression>();
        var isNegated = false;
        for (var turn = 0; turn < Reach && !AtEnd; turn++)
        {
            var isNot = Accept("not");
            if (Current.Kind == LexemeKind.String)
            {
                isNegated |= isNot;
                texts.Add(ParsePrimary());
            }

            if (Is("{") || Is("(") || Is("[")) SkipBracket();
            else if (Is("<") || Is(">") || Is("<=") || Is(">=") || Is("-")) Skip();
            if (TypeEnd(At) is var end && end > 0) At = end;
            else if (Current.Kind == LexemeKind.Number || Is("null") || Is("true") || Is("false")) Skip();
            if (Is("{") && IsAt(At + 1, "}")) SkipBracket();
            if (Current.Kind == LexemeKind.Name && !Is("and") && !Is("or") && !Is("when")) Skip();
            if (!Accept("and") && !Accept("or")) break;
        }

        return texts switch
        {
            [] => left,
            [var text] => Made(new BinaryExpression(From(start), isNegated ? "!=" : "==", left, text)),
            _ => Made(new BinaryExpression(From(start), isNegated ? "not in" : "in", left, new ListExpression(texts[0].Span, [.. texts]))),
        };
    }

    protected override int BinaryLevel(out string @operator, out int lexemeCount)
    {
        if (Is("switch") && IsAt(At + 1, "{"))
        {
            (@operator, lexemeCount) = ("switch", 1);
            return 16;
        }

        var level = base.BinaryLevel(out @operator, out lexemeCount);
        return @operator is "or" or "and" or "in" or "instanceof" or "satisfies" ? 0 : level;
    }

    protected override Expression ParsePrimary() =>
        Is("{") && IsAt(At - 1, "switch") ? ParseSwitchArms() : base.ParsePrimary();

    /// <summary>Reads the arms of a switch expression for the values that they give.</summary>
    private OpaqueExpression ParseSwitchArms()
    {
        var start = Current.Start;
        var close = Current.Match;
        Skip();
        var values = new List<Expression>();
        var outer = _inSwitch;
        while (!AtEnd && !Is("}") && (close < 0 || At < close))
        {
            var before = At;
            while (!AtEnd && !Is("=>") && !Is("}") && !Is(",") && (close < 0 || At < close)) SkipBracket();
            if (Accept("=>"))
            {
                _inSwitch = false;
                values.Add(ParseExpression());
                _inSwitch = outer;
            }

            Accept(",");
            if (At == before) Skip();
        }

        CloseAt(close, "}");
        return Made(new OpaqueExpression(From(start), [.. values.Select(Bounded)]));
    }
}
