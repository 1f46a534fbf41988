using System.Collections.Immutable;

namespace Claudit.Code.Syntax;

internal sealed class PythonParser(string text, Lexemes lexemes) : Parser(text, lexemes)
{
    private bool _inComprehension;

    protected override bool JoinsStrings => true;

    protected override string ArgumentNameMark => "=";

    protected override Statement? ParseStatement()
    {
        var start = Current.Start;
        switch (Current.Kind)
        {
            case LexemeKind.LineEnd or LexemeKind.Indent or LexemeKind.Dedent:
                Skip();
                return null;
            case LexemeKind.Mark when Is("@"):
                return ParseDecorated();
            case LexemeKind.Mark when Is(";"):
                Skip();
                return null;
        }

        if (!IsWord) return ParseSimple();
        switch (Word)
        {
            case "def" or "class" or "async" when IsWordAt(At + 1):
                return Is("class") ? ParseClass(start, []) : Is("def") || IsAt(At + 1, "def") ? ParseFunction(start, []) : ParseAsync();
            case "if" or "elif":
                return ParseChain();
            case "for":
                return ParseFor(start);
            case "while":
                Skip();
                var condition = ParseExpressions();
                var body = ParseSuite();
                SkipElse();
                return new LoopStatement(From(start), null, null, [condition], body);
            case "try":
                return ParseTry(start);
            case "with":
                return ParseWith(start);
            case "match" when Peek(1).Kind is LexemeKind.Name && EndsWithColon():
                return ParseMatch(start);
            case "return":
                Skip();
                var value = StartsExpression ? ParseExpressions() : null;
                EndLine();
                return new ReturnStatement(From(start), value);
            case "raise":
                Skip();
                var thrown = StartsExpression ? ParseExpression() : null;
                if (Accept("from")) ParseExpression();
                EndLine();
                return new ThrowStatement(From(start), thrown);
            case "import" or "from":
                return ParseImport(start);
            case "pass" or "break" or "continue":
                var keyword = TakeName();
                EndLine();
                return new JumpStatement(From(start), keyword);
            case "del" or "assert" or "global" or "nonlocal":
                Skip();
                return ParseSimple();
            default:
                return ParseSimple();
        }
    }

    private Statement ParseSimple()
    {
        var start = Current.Start;
        var expression = ParseExpressions();
        if (Is(":") && !Peek(1).AfterBreak && expression is NameExpression or MemberExpression)
        {
            Skip();
            var first = At;
            while (!AtEnd && !Is("=") && Current.Kind != LexemeKind.LineEnd) SkipBracket();
            var type = TextFrom(first);
            var value = Accept("=") ? ParseExpressions() : null;
            EndLine();
            return new DeclareStatement(From(start), expression, type, value, []);
        }

        if (base.BinaryLevel(out _, out _) == AssignmentLevel) expression = ParseAssignment(start, expression);
        EndLine();
        return new ExpressionStatement(From(start), expression);
    }

    /// <summary>Reads <c>a = b = value</c>; all but the last target of a chain are rare and told nothing apart.</summary>
    private AssignExpression ParseAssignment(int start, Expression target)
    {
        var @operator = Interned(Word);
        Skip();
        var value = ParseExpressions();
        while (Accept("=")) (target, value) = (value, ParseExpressions());
        return Made(new AssignExpression(From(start), @operator, target, value));
    }

    private void EndLine()
    {
        while (!AtEnd && Current.Kind is not (LexemeKind.LineEnd or LexemeKind.Dedent or LexemeKind.Indent) && !Is(";")) SkipBracket();
        if (Current.Kind == LexemeKind.LineEnd || Is(";")) Skip();
    }

    private bool EndsWithColon()
    {
        for (var at = At; at < At + Reach; at++)
        {
            if (LexemeAt(at).Kind == LexemeKind.LineEnd) return IsAt(at - 1, ":");
        }

        return false;
    }

    /// <summary>Reads <c>: …</c> to the end of the line, or the indented block below.</summary>
    private Block ParseSuite()
    {
        var start = Current.Start;
        while (!AtEnd && !Is(":") && Current.Kind is not (LexemeKind.LineEnd or LexemeKind.Indent or LexemeKind.Dedent)) SkipBracket();
        Accept(":");
        if (Current.Kind != LexemeKind.LineEnd)
        {
            var line = StatementsUntil(() => Peek(0).AfterBreak || LexemeAt(At - 1).Kind == LexemeKind.LineEnd);
            return new Block(From(start), line);
        }

        Skip();
        if (Current.Kind != LexemeKind.Indent) return new Block(From(start), []);
        Skip();
        // An indent inside the block that no statement opened is closed by a dedent of its own.
        var extra = 0;
        var statements = StatementsUntil(() =>
        {
            while (Current.Kind == LexemeKind.Indent)
            {
                extra++;
                Skip();
            }

            while (extra > 0 && Current.Kind == LexemeKind.Dedent)
            {
                extra--;
                Skip();
            }

            return Current.Kind == LexemeKind.Dedent;
        });
        var span = From(start);
        if (Current.Kind == LexemeKind.Dedent) Skip();
        return new Block(span, statements);
    }

    private Statement? ParseDecorated()
    {
        var decorators = new List<Expression>();
        var start = Current.Start;
        while (Accept("@"))
        {
            decorators.Add(ParseExpression());
            EndLine();
        }

        if (Is("class")) return ParseClass(start, decorators);
        return Is("def") || (Is("async") && IsAt(At + 1, "def")) ? ParseFunction(start, decorators) : null;
    }

    private Statement? ParseAsync()
    {
        Skip();
        return Is("for") || Is("with") ? NestedStatement() : ParseSimple();
    }

    private FunctionStatement ParseFunction(int start, List<Expression> decorators) => new(Inside(() =>
    {
        var isAsync = Accept("async");
        Skip();
        var name = IsWord ? TakeName() : "";
        if (Is("[")) SkipBracket();
        var parameters = Is("(") ? ParseParameters() : [];
        string? type = null;
        if (Accept("->"))
        {
            var first = At;
            while (!AtEnd && !Is(":") && Current.Kind != LexemeKind.LineEnd) SkipBracket();
            type = TextFrom(first);
        }

        var body = ParseSuite();
        return new Function(new TextSpan(start, Math.Max(start, body.Span.End)))
        {
            Name = name,
            Parameters = parameters,
            ReturnType = type,
            Body = body,
            IsAsync = isAsync,
            Decorators = [.. decorators],
        };
    }, out _));

    private ImmutableArray<Parameter> ParseParameters()
    {
        var close = Current.Match;
        Skip();
        var parameters = new List<Parameter>();
        while (!AtEnd && !Is(")") && (close < 0 || At < close))
        {
            var before = At;
            if (Is("*") || Is("**") || Is("/")) Skip();
            if (!Accept(",") && IsWord)
            {
                var name = TakeName();
                string? type = null;
                if (Accept(":"))
                {
                    var first = At;
                    while (!AtEnd && !Is(",") && !Is("=") && !Is(")") && (close < 0 || At < close)) SkipBracket();
                    type = TextFrom(first);
                }

                var @default = Accept("=") ? ParseExpression() : null;
                parameters.Add(new Parameter(name, type, @default, []));
            }

            if (At == before) Skip();
        }

        CloseAt(close, ")");
        return [.. parameters];
    }

    private TypeStatement ParseClass(int start, List<Expression> decorators)
    {
        Skip();
        var name = IsWord ? TakeName() : "";
        if (Is("[")) SkipBracket();
        var bases = Is("(") ? ParseArguments() : [];
        var body = ParseSuite();
        return new TypeStatement(
            new TextSpan(start, Math.Max(start, body.Span.End)), name, [.. bases.Select(argument => argument.Value)], body.Statements, [.. decorators]);
    }

    protected override Expression ParseCondition() => ParseExpressions();

    protected override Block ParseBlock() => ParseSuite();

    protected override bool AcceptElseIf() => Is("elif");

    protected override Statement AsElse(IfStatement rest) => rest;

    private Block ParseElse()
    {
        Skip();
        return ParseSuite();
    }

    private void SkipElse()
    {
        if (Is("else")) ParseElse();
    }

    private LoopStatement ParseFor(int start)
    {
        Skip();
        var target = ParseTargets();
        var source = Accept("in") ? ParseExpressions() : null;
        var body = ParseSuite();
        SkipElse();
        return new LoopStatement(From(start), target, source, [], body);
    }

    /// <summary>Reads names up to <c>in</c>, which is an operator anywhere else.</summary>
    private Expression ParseTargets()
    {
        var start = Current.Start;
        var names = new List<Expression>();
        while (!AtEnd && !Is("in") && Current.Kind is not (LexemeKind.LineEnd or LexemeKind.Dedent) && !Is(":"))
        {
            if (IsWord)
            {
                var each = Current.Start;
                var name = TakeName();
                names.Add(Made(new NameExpression(From(each), name)));
            }
            else
            {
                Skip();
            }
        }

        return names.Count == 1 ? names[0] : Made(new ListExpression(From(start), [.. names]));
    }

    private TryStatement ParseTry(int start)
    {
        Skip();
        var body = ParseSuite();
        var catches = new List<CatchClause>();
        while (Is("except"))
        {
            var catchStart = Current.Start;
            Skip();
            Accept("*");
            var first = At;
            while (!AtEnd && !Is(":") && !Is("as") && Current.Kind != LexemeKind.LineEnd) SkipBracket();
            var type = At > first ? TextFrom(first) : null;
            var variable = Accept("as") && IsWord ? TakeName() : null;
            var handler = ParseSuite();
            catches.Add(new CatchClause(new TextSpan(catchStart, Math.Max(catchStart, handler.Span.End)), variable, type, null, handler));
        }

        var @else = Is("else") ? ParseElse() : null;
        var @finally = Is("finally") ? ParseElse() : null;
        return new TryStatement(From(start), body, [.. catches], @else, @finally);
    }

    private Statement ParseWith(int start)
    {
        Skip();
        var resources = new List<(Expression Resource, Expression? Target)>();
        var close = Is("(") && IsAt(Current.Match + 1, ":") ? Current.Match : -1;
        if (close > 0) Skip();
        do
        {
            if (!StartsExpression) break;
            var resource = ParseExpression();
            resources.Add((resource, Accept("as") ? ParsePrimary() : null));
        }
        while (Accept(","));
        if (close >= At) At = close + 1;
        Statement body = ParseSuite();
        for (var index = resources.Count - 1; index >= 0 && resources.Count <= Reach; index--)
        {
            body = new UsingStatement(From(start), resources[index].Target, resources[index].Resource, body);
        }

        return body;
    }

    private SwitchStatement ParseMatch(int start)
    {
        Skip();
        var subject = ParseExpressions();
        var cases = new List<SwitchCase>();
        Accept(":");
        if (Current.Kind == LexemeKind.LineEnd) Skip();
        var indented = Current.Kind == LexemeKind.Indent;
        if (indented) Skip();
        while (Is("case"))
        {
            var caseStart = Current.Start;
            Skip();
            var isDefault = Is("_");
            ImmutableArray<Expression> labels = isDefault ? [] : [ParseExpressions()];
            var body = ParseSuite();
            cases.Add(new SwitchCase(From(caseStart), labels, body));
        }

        if (indented && Current.Kind == LexemeKind.Dedent) Skip();
        return new SwitchStatement(From(start), subject, [.. cases]);
    }

    private ImportStatement ParseImport(int start)
    {
        var isFrom = Is("from");
        Skip();
        var first = At;
        while (!AtEnd && (IsWord || Is(".") || Is("...")) && !Is("import") && !Is("as")) Skip();
        var module = TextFrom(first);
        var names = new List<string>();
        if (!isFrom)
        {
            var root = module.IndexOf('.', StringComparison.Ordinal);
            names.Add(Accept("as") && IsWord ? Interned(Word) : root > 0 ? module[..root] : module);
        }
        else if (Accept("import"))
        {
            Accept("(");
            while (!AtEnd && Current.Kind != LexemeKind.LineEnd && !Is(")"))
            {
                if (Accept("as"))
                {
                    if (names.Count > 0 && IsWord) names[^1] = Interned(Word);
                    Skip();
                }
                else
                {
                    if (IsWord) names.Add(Interned(Word));
                    Skip();
                }
            }
        }

        EndLine();
        return new ImportStatement(From(start), module, [.. names]);
    }

    protected override int BinaryLevel(out string @operator, out int lexemeCount)
    {
        if (Is("if"))
        {
            (@operator, lexemeCount) = ("if", 1);
            return _inComprehension ? 0 : ConditionLevel;
        }

        if (Is("not") && IsAt(At + 1, "in"))
        {
            (@operator, lexemeCount) = ("not in", 2);
            return 11;
        }

        var level = base.BinaryLevel(out @operator, out lexemeCount);
        if (@operator == "is" && IsAt(At + 1, "not")) (@operator, lexemeCount) = ("is not", 2);
        // An assignment is a statement, but for the one that is an expression.
        return @operator is "as" or "?" or "instanceof" or "satisfies" || (level == AssignmentLevel && @operator != ":=") ? 0 : level;
    }

    protected override Expression ParseWord()
    {
        var start = Current.Start;
        if (!Is("lambda")) return base.ParseWord();
        var function = Inside(() =>
        {
            Skip();
            var parameters = new List<Parameter>();
            while (!AtEnd && !Is(":") && Current.Kind != LexemeKind.LineEnd)
            {
                if (IsWord)
                {
                    var name = TakeName();
                    var @default = Accept("=") ? ParseExpression() : null;
                    parameters.Add(new Parameter(name, null, @default, []));
                }
                else
                {
                    Skip();
                }
            }

            Accept(":");
            var bodyStart = Current.Start;
            var value = ParseExpression();
            var body = new Block(From(bodyStart), [new ReturnStatement(From(bodyStart), value)]);
            return new Function(From(start)) { Parameters = [.. parameters], Body = body };
        }, out var depth);
        return Made(new LambdaExpression(function, depth));
    }

    protected override Expression? ParseComprehension(Expression item, int start)
    {
        if (!(Is("for") || (Is("async") && IsAt(At + 1, "for")))) return null;
        Expression? target = null;
        Expression? source = null;
        Expression? condition = null;
        while (Is("for") || Is("async") || Is("if"))
        {
            if (Accept("if"))
            {
                condition = ParsePart();
                continue;
            }

            Accept("async");
            if (!Accept("for")) break;
            target = ParseTargets();
            source = Accept("in") ? ParsePart() : null;
        }

        var none = new OpaqueExpression(From(start), []);
        return Made(new ComprehensionExpression(From(start), item, target ?? none, source ?? none, condition));
    }

    /// <summary>Reads a part of a comprehension, where <c>if</c> begins the next part and not a conditional expression.</summary>
    private Expression ParsePart()
    {
        var outer = _inComprehension;
        _inComprehension = true;
        var part = ParseExpression();
        _inComprehension = outer;
        return part;
    }
}
