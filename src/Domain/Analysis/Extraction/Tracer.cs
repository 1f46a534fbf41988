using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Follows an expression back through the variables of its function, and says what flows into it.</summary>
internal sealed class Tracer(SyntaxTree tree)
{
    private const int FollowLimit = 5;
    private const int NodeLimit = 200;

    private readonly WordSet _words = new();
    private readonly WordSet _parameters = new();
    private readonly WordSet _calls = new();
    private readonly HashSet<Expression> _followed = [];
    private Scope _scope = new(null, null);
    private int _offset;
    private int _nodes;
    private int _born;
    private int _marked;
    private int _called;

    /// <param name="units">The spans that are run again as a whole when something in them fails.</param>
    public Value Trace(Expression expression, Scope scope, List<TextSpan> units)
    {
        var value = TraceWhole(expression, scope, units);
        var parts = Compositions.PartsOf(expression, scope);
        return parts.IsEmpty ? value : value with { Parts = [.. parts.Select(part => TraceWhole(part, scope, units))] };
    }

    private Value TraceWhole(Expression expression, Scope scope, List<TextSpan> units)
    {
        _words.Clear();
        _parameters.Clear();
        _calls.Clear();
        _followed.Clear();
        (_scope, _offset, _nodes, _born, _marked, _called) = (scope, expression.Span.Start, 0, -1, -1, -1);
        var traits = Visit(expression, FollowLimit);
        var bare = Bare(expression);
        var literal = (bare as LiteralExpression)?.Value;
        if (literal is null && bare is NameExpression name && scope.Find(name.Name, _offset, out var isParameter)?.Value is LiteralExpression constant && !isParameter)
        {
            literal = constant.Value;
        }

        literal ??= Constants.Fold(bare, scope);

        var born = _born >= 0 ? _born : _marked >= 0 ? _marked : _called;
        return new Value
        {
            Text = Snippet.Of(tree.File.Text, expression.Span, 80),
            Traits = literal is null ? traits : traits | Traits.Constant,
            Literal = literal is { Length: > 200 } ? null : literal,
            Words = _words.ToImmutable(),
            Parameters = _parameters.ToImmutable(),
            Calls = _calls.ToImmutable(),
            Born = born < 0 ? 0 : tree.Lines.LineAt(born),
            BornInUnit = born >= 0 && Contains(units, born),
        };
    }

    private static bool Contains(List<TextSpan> units, int offset)
    {
        foreach (var unit in units)
        {
            if (unit.Contains(offset)) return true;
        }

        return false;
    }

    private static Expression Bare(Expression expression) => expression switch
    {
        AwaitExpression await => Bare(await.Operand),
        CastExpression cast => Bare(cast.Operand),
        _ => expression,
    };

    private Traits Visit(Expression? expression, int follow)
    {
        if (expression is null || ++_nodes > NodeLimit) return Traits.None;
        switch (expression)
        {
            case LiteralExpression literal:
                return OfLiteral(literal);
            case NameExpression name:
                return OfName(name, follow);
            case MemberExpression member:
                return OfMember(member, follow);
            case CallExpression call:
                return OfCall(call, follow);
            case BinaryExpression binary:
                return OfBinary(binary, follow);
            case CastExpression cast:
                return OfCast(cast, Visit(cast.Operand, follow));
            case AwaitExpression await:
                return Visit(await.Operand, follow) | Traits.Fetched;
            case UnaryExpression unary:
                return Visit(unary.Operand, follow) | (unary.Operator == "+" && tree.File.Language is Language.JavaScript or Language.TypeScript ? Traits.None : Traits.None);
            case AssignExpression assign:
                return Visit(assign.Value, follow);
            case ConditionalExpression conditional:
                Visit(conditional.Condition, 0);
                return Visit(conditional.Then, follow) | Visit(conditional.Else, follow);
            case TemplateExpression template:
                return All(template.Parts, follow) & ~Traits.Milliseconds;
            case ListExpression list:
                return All(list.Items, follow);
            case OpaqueExpression opaque:
                return All(opaque.Parts, follow);
            case ObjectExpression entries:
                return All(entries.Entries, follow);
            case IndexExpression index:
                return Visit(index.Target, follow) | OfIndex(index);
            case ComprehensionExpression comprehension:
                return Visit(comprehension.Source, follow) | Visit(comprehension.Item, 0);
            case LambdaExpression lambda:
                return lambda.Function.Body is { Statements: [ReturnStatement { Value: { } value }] } ? Visit(value, 0) : Traits.None;
            default:
                return Traits.None;
        }
    }

    private Traits All(ImmutableArray<Expression> parts, int follow)
    {
        var traits = Traits.None;
        foreach (var part in parts) traits |= Visit(part, follow);
        return traits;
    }

    private Traits All(ImmutableArray<Argument> entries, int follow)
    {
        var traits = Traits.None;
        foreach (var entry in entries) traits |= Visit(entry.Value, follow);
        return traits;
    }

    private Traits OfLiteral(LiteralExpression literal)
    {
        if (literal.Kind == LiteralKind.String && literal.Value.Length <= 100) Words.AddTo(_words, literal.Value);
        if (literal.Kind != LiteralKind.Number) return Traits.None;
        if (literal.Value.EndsWith('m') || literal.Value.EndsWith('M')) return Traits.Exact;
        return literal.Value.Contains('.', StringComparison.Ordinal) ? Traits.Fraction : Traits.None;
    }

    private Traits OfName(NameExpression name, int follow)
    {
        Words.AddTo(_words, name.Name);
        var traits = Naming.TraitsOf(name.Name);
        Mark(name, traits);
        var binding = _scope.Find(name.Name, _offset, out var isParameter);
        if (isParameter)
        {
            _parameters.Add(name.Name);
            traits |= Traits.Parameter;
        }

        if (binding is null) return traits;
        traits |= Naming.TraitsOfType(binding.Type);
        if (binding.IsElement) traits |= Traits.Field;
        if (follow == 0 || binding.Value is null || isParameter || !_followed.Add(binding.Value)) return traits;
        // What a name was declared with tells more of its origin than of each use of it.
        return traits | (Visit(binding.Value, follow - 1) & (binding.IsElement ? ~(Traits.Level | Traits.Rounded) : ~Traits.None));
    }

    private Traits OfMember(MemberExpression member, int follow)
    {
        var path = Callee.PathOf(member, 12);
        Words.AddTo(_words, member.Name);
        var traits = Naming.TraitsOf(member.Name) | Origins.OfMember(path, tree.File.Language);
        if ((traits & (Traits.Random | Traits.Clock)) != 0) Bear(member);
        Mark(member, traits);
        if ((traits & Traits.Setting) != 0) return traits;
        if (member.Target is NameExpression { Name: "this" or "self" } && follow > 0
            && _scope.Find("this." + member.Name, _offset, out _) is { } own)
        {
            traits |= Naming.TraitsOfType(own.Type);
            return own.Value is null || !_followed.Add(own.Value) ? traits : traits | Visit(own.Value, follow - 1);
        }

        return traits | Traits.Field | (Visit(member.Target, Math.Min(follow, 2)) & ~(Traits.Fraction | Traits.Exact | Traits.Level | Traits.Constant));
    }

    private Traits OfCall(CallExpression call, int follow)
    {
        var callee = Callee.Of(call.Callee);
        var own = Origins.OfCall(callee, call, tree.File.Language);
        if ((own & (Traits.Random | Traits.Clock)) != 0) Bear(call);
        Mark(call, own);
        if (own == Traits.None && callee.Last.Length > 0 && !call.IsNew)
        {
            _calls.Add(callee.Last);
            if (_called < 0) _called = call.Span.Start;
        }

        Words.AddTo(_words, callee.Last);
        var inner = call.Callee is MemberExpression member ? Visit(member.Target, follow) : Traits.None;
        foreach (var argument in call.Arguments) inner |= Visit(argument.Value, follow);
        // What a row is asked for by does not flow into it: it says what was stored.
        if (own == Traits.None && Origins.Fetches(callee.Last)) inner &= ~(Traits.Random | Traits.Clock);
        if (!Origins.IsPlain(callee.Last)) inner &= ~Traits.Requested;
        if ((own & (Traits.Seconds | Traits.IsoTime)) != 0) inner &= ~Traits.Milliseconds;
        if ((own & Traits.Milliseconds) != 0) inner &= ~(Traits.Seconds | Traits.IsoTime);
        // A date is made from a count of time, and is none.
        if ((call.IsNew && callee.Last == "Date") || callee.Last is "fromtimestamp" or "FromUnixTimeMilliseconds" or "FromUnixTimeSeconds" or "fromMillis") inner &= ~(Traits.Milliseconds | Traits.Seconds);
        if ((own & Traits.Exact) != 0) inner &= ~Traits.Fraction;
        if ((own & Traits.Utc) != 0) inner &= ~Traits.LocalTime;
        return own | inner;
    }

    private Traits OfBinary(BinaryExpression binary, int follow)
    {
        var left = Visit(binary.Left, follow);
        var right = Visit(binary.Right, follow);
        var traits = left | right;
        switch (binary.Operator)
        {
            case "/" when IsNumber(binary.Right, "1000", "1e3", "1000.0", "1_000"):
                if ((traits & Traits.Milliseconds) != 0) return (traits & ~Traits.Milliseconds) | Traits.Seconds;
                goto case "/";
            case "/" when IsLength(binary.Left) && IsNumber(binary.Right, "3", "3.5", "4", "4.0", "5"):
                return traits | Traits.Estimated;
            case "//" when IsLength(binary.Left) && IsNumber(binary.Right, "3", "4", "5"):
                return traits | Traits.Estimated | Traits.Rounded;
            case "/":
                // What a name without a type divides, or is divided by, may be a decimal.
                if (DividesWhole() && binary.Right is BinaryExpression or OpaqueExpression or NameExpression { Name: [>= 'a' and <= 'z', ..] } && (traits & (Traits.Fraction | Traits.Exact)) == 0) return traits;
                return traits | (DividesWhole() && (traits & (Traits.Fraction | Traits.Exact)) == 0 ? Traits.Rounded : (traits & Traits.Exact) != 0 ? Traits.None : Traits.Fraction);
            case "//":
                return ((traits & Traits.Milliseconds) != 0 && IsNumber(binary.Right, "1000", "1_000") ? (traits & ~Traits.Milliseconds) | Traits.Seconds : traits) | Traits.Rounded;
            case "*" when IsNumber(binary.Right, "1000", "1e3", "1_000") && (traits & Traits.Seconds) != 0:
                return (traits & ~Traits.Seconds) | Traits.Milliseconds;
            // What is left of a division is shared by many.
            case "%" when tree.File.Language != Language.Python || binary.Left is not LiteralExpression { Kind: LiteralKind.String }:
                return traits | Traits.Truncated;
            case "??" or "||" or "or" when binary.Right is LiteralExpression { Kind: LiteralKind.Number }:
                return left | Traits.Defaulted;
            default:
                return traits;
        }
    }

    private static bool IsLength(Expression expression) => expression is MemberExpression { Name: "length" or "Length" } or CallExpression { Callee: NameExpression { Name: "len" } };

    private bool DividesWhole() => tree.File.Language is Language.CSharp or Language.Java or Language.Go;

    private static bool IsNumber(Expression expression, params ReadOnlySpan<string> spellings) =>
        expression is LiteralExpression { Kind: LiteralKind.Number } number && spellings.Contains(number.Value);

    private static Traits OfCast(CastExpression cast, Traits operand) => cast.Type switch
    {
        "int" or "long" or "uint" or "ulong" or "short" => (operand & ~Traits.Fraction) | ((operand & Traits.Fraction) != 0 ? Traits.Rounded : Traits.None),
        "double" or "float" => operand | Traits.Fraction,
        "decimal" => (operand & ~Traits.Fraction) | Traits.Exact,
        _ => operand,
    };

    private Traits OfIndex(IndexExpression index)
    {
        Visit(index.Index, 1);
        var brackets = tree.File.Text.AsSpan(index.Target.Span.End, index.Span.End - index.Target.Span.End).TrimEnd("] ");
        var from = brackets.LastIndexOf(':') is var colon && colon >= 0 ? colon : brackets.LastIndexOf("..");
        return from < 0 ? Traits.Field : Origins.OfCut(brackets[(from + 1)..].TrimStart('.').Trim());
    }

    private void Mark(Expression part, Traits traits)
    {
        if (_marked < 0 && (traits & (Traits.Attempt | Traits.Host)) != 0) _marked = part.Span.Start;
    }

    private void Bear(Expression maker)
    {
        if (_born < 0) _born = maker.Span.Start;
    }
}
