using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Where the walk through a file stands, and how a recogniser writes down what it saw there.</summary>
internal sealed class Moment(SyntaxTree tree, FactsBuilder facts)
{
    private readonly Tracer _tracer = new(tree);
    private readonly List<Frame> _frames = [];
    private readonly List<FunctionFrame> _functions = [];
    private readonly List<TextSpan> _units = [];
    private readonly Dictionary<Expression, Scope> _homes = [];
    private readonly Dictionary<string, Function> _definitions = Definitions.Of(tree.Root.Statements);
    private readonly Dictionary<Expression, string?> _returnTypes = [];
    private Dictionary<string, TypeStatement>? _types;
    private HashSet<string>? _borrowed;
    private bool? _isAboutMetering;

    public SyntaxTree Tree { get; } = tree;

    public FactsBuilder Facts { get; } = facts;

    public Scope Scope { get; set; } = new(null, null);

    /// <summary>What encloses this place, innermost last.</summary>
    public IReadOnlyList<Frame> Frames => _frames;

    /// <summary>The innermost named function.</summary>
    public FunctionFrame Function
    {
        get
        {
            var last = _functions.Count - 1;
            while (_functions[last].Index < 0) last--;
            return _functions[last];
        }
    }

    /// <summary>The innermost function, callbacks included.</summary>
    public FunctionFrame InnermostFunction => _functions[^1];

    /// <summary>The call, if it is shown now, on whose result another call is made: a link of a chain that goes on.</summary>
    public CallExpression? Link { get; set; }

    public void Enter(Frame frame)
    {
        _frames.Add(frame);
        if (frame is FunctionFrame function) _functions.Add(function);
        if (frame.IsRetryUnit) _units.Add(frame.Span);
    }

    public void Leave()
    {
        var frame = _frames[^1];
        _frames.RemoveAt(_frames.Count - 1);
        if (frame is FunctionFrame) _functions.RemoveAt(_functions.Count - 1);
        if (frame.IsRetryUnit) _units.RemoveAt(_units.Count - 1);
    }

    /// <summary>Whether a function of this name is defined in the file.</summary>
    public bool Defines(string name) => _definitions.ContainsKey(name);

    /// <summary>Whether a name is imported from another file of the program, as far as the import shows.</summary>
    public bool Borrows(string name) => (_borrowed ??= OwnModules.NamesIn(Tree)).Contains(name);

    /// <summary>Whether the file speaks of usage, its charge or its limit anywhere: only then what it calls in other files is worth to be followed.</summary>
    public bool IsAboutMetering => _isAboutMetering ??= OwnModules.SpeakOfMetering(Tree.File);

    public LineRange LinesOf(Node node) => Tree.Lines.LinesOf(node.Span);

    /// <summary>A calculation may begin inside the bracket of its first operand; the bracket is given back.</summary>
    public string TextOf(Node node)
    {
        var text = Snippet.Of(Tree.File.Text, node.Span, 80);
        var open = text.AsSpan().IndexOf('(');
        var close = text.AsSpan().IndexOf(')');
        return close >= 0 && (open < 0 || close < open) ? "(" + text : text;
    }

    public Value Trace(Expression expression) => _tracer.Trace(expression, HomeOf(expression), _units);

    public Value Trace(Expression expression, Scope scope) => _tracer.Trace(expression, scope, _units);

    /// <summary>
    /// What a function of this file returns when it is called by this expression: its last returned value, which from here on is looked
    /// at as it stands in that function. Null for anything else.
    /// </summary>
    public Expression? Returned(Expression expression)
    {
        var name = expression switch
        {
            CallExpression { IsNew: false, Callee: NameExpression called } => called.Name,
            CallExpression { IsNew: false, Callee: MemberExpression { Target: NameExpression { Name: "this" or "self" or "cls" or [>= 'A' and <= 'Z', ..] } } called } => called.Name,
            NameExpression reference => reference.Name,
            MemberExpression { Target: NameExpression { Name: "this" or "self" } } reference => reference.Name,
            _ => null,
        };
        if (name is null || !_definitions.TryGetValue(name, out var function) || function.Body is null) return null;
        if (function.Body.Statements.OfType<ReturnStatement>().LastOrDefault()?.Value is not { } returned) return null;
        if (!_homes.ContainsKey(returned))
        {
            var around = Scope;
            while (around is { Function: not null, Outer: { } outer }) around = outer;
            var scope = new Scope(around, function);
            foreach (var parameter in function.Parameters) scope.AddParameter(parameter);
            Binder.Bind(function.Body, scope);
            _homes[returned] = scope;
            _returnTypes[returned] = function.ReturnType;
        }

        return returned;
    }

    /// <summary>The parts of an object that is made by position, by their names; null where the type is not one of this file.</summary>
    public IEnumerable<Argument>? PartsOf(CallExpression made)
    {
        if (!made.Arguments.Any(argument => argument.Name is null)) return null;
        var type = Callee.Of(made.Callee).Last is { Length: > 0 } and not "new" and var named ? named : _returnTypes.GetValueOrDefault(made)?.TrimEnd('?');
        return Constructions.Named(made, type, _types ??= Definitions.TypesOf(Tree.Root.Statements));
    }

    /// <summary>Looks at a part of an expression in the function in which the whole stands.</summary>
    public void Settle(Expression part, Expression whole)
    {
        if (_homes.TryGetValue(whole, out var home)) _homes[part] = home;
    }

    private Scope HomeOf(Expression expression) => _homes.GetValueOrDefault(expression) ?? Scope;

    /// <summary>
    /// The expression that a name was last given, or the expression itself; null for a name whose value is not shown. In a loop that may hold the name itself:
    /// who follows it is to count the turns, and who does not is stopped here before the stack is used up.
    /// </summary>
    public Expression? Resolve(Expression expression)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var scope = HomeOf(expression);
        for (var turn = 0; turn < 4; turn++)
        {
            switch (expression)
            {
                case AwaitExpression await:
                    expression = await.Operand;
                    continue;
                case CastExpression cast:
                    expression = cast.Operand;
                    continue;
                case NameExpression name:
                    var binding = scope.Find(name.Name, name.Span.Start, out var isParameter);
                    if (binding?.Value is null || isParameter || binding.IsElement || binding.Value == expression) return null;
                    expression = binding.Value;
                    if (scope != Scope) _homes[expression] = scope;
                    continue;
                default:
                    return expression;
            }
        }

        return expression;
    }

    /// <summary>
    /// A site at <paramref name="node"/> with its surroundings filled in; the recogniser adds what it knows and hands it to <see cref="Facts"/>.
    /// </summary>
    public Site Site(SiteKind kind, Node node, string what)
    {
        var function = Function;
        var within = Surroundings.None;
        var errors = ErrorHandling.Propagated;
        var leaves = false;
        LineRange? catchLines = null;
        LineRange? retryLines = null;
        ImmutableArray<Value> conditions = [];
        for (var index = _frames.Count - 1; index >= 0; index--)
        {
            var frame = _frames[index];
            within |= frame.Surroundings;
            if (frame is FunctionFrame { InTransaction: true }) within |= Surroundings.Transaction;
            if (frame is TryFrame { Errors: not ErrorHandling.Propagated } tries && errors == ErrorHandling.Propagated)
            {
                (errors, catchLines, leaves) = (tries.Errors, Tree.Lines.LinesOf(tries.CatchSpan), tries.CatchLeaves);
            }

            if (frame.IsRetryUnit) retryLines ??= Tree.Lines.LinesOf(frame.Span);
            if (frame is BranchFrame { Condition: { } condition } branch && conditions.Length < 4) conditions = conditions.Add(branch.Traced ??= Trace(condition));
            if (ReferenceEquals(frame, function)) break;
        }

        if (function.HasResponded) within |= Surroundings.AfterRespond;
        return new Site
        {
            Kind = kind,
            Function = function.Index,
            Lines = LinesOf(node),
            Offset = node.Span.Start,
            What = what,
            Errors = errors,
            CatchLines = catchLines,
            CatchLeaves = leaves,
            RetryLines = retryLines,
            Within = within,
            Conditions = conditions,
        };
    }

    /// <summary>How far code goes on behind this place in its function; null when to the end.</summary>
    public Reach? Reach()
    {
        var (end, other) = (int.MaxValue, default(TextSpan));
        for (var index = _frames.Count - 1; index >= 0 && _frames[index] is not FunctionFrame; index--)
        {
            if (_frames[index] is not BranchFrame branch) continue;
            if (branch.Other is { } instead && other.End == 0) other = instead.Span;
            if (branch.Leaves && end == int.MaxValue) end = branch.Span.End;
        }

        return end == int.MaxValue && other.End == 0 ? null : new Reach(end, other.Start, other.End);
    }

    /// <summary>The named parts of an object as fields, nested objects under dotted names.</summary>
    public ImmutableArray<FieldFact> FieldsOf(IEnumerable<Argument> entries)
    {
        var fields = ImmutableArray.CreateBuilder<FieldFact>();
        AddFields(fields, "", entries, 3);
        return fields.ToImmutable();
    }

    private void AddFields(ImmutableArray<FieldFact>.Builder fields, string prefix, IEnumerable<Argument> entries, int depth)
    {
        foreach (var entry in entries)
        {
            if (fields.Count >= 60) return;
            var resolved = Resolve(entry.Value);
            if (EntriesOf(resolved) is { } parts)
            {
                foreach (var part in parts) Settle(part.Value, resolved!);
            }

            if (entry.Name is not null)
            {
                var name = prefix + entry.Name;
                fields.Add(new FieldFact(name, LinesOf(entry.Value), Trace(entry.Value)));
                if (depth > 0 && EntriesOf(resolved) is { } nested) AddFields(fields, name + ".", nested, depth - 1);
            }
            else if (depth > 0 && EntriesOf(resolved) is { } inner)
            {
                AddFields(fields, prefix, inner, depth - 1);
            }
        }
    }

    /// <summary>The entries of an object, of a call that makes one from named arguments, or of its initializer; null for anything else.</summary>
    public static IEnumerable<Argument>? EntriesOf(Expression? expression) => expression switch
    {
        ObjectExpression entries => entries.Entries,
        CallExpression call when call.IsNew || call.Arguments.Any(argument => argument.Name is not null) => call.Arguments,
        ListExpression { Items.Length: 1 } list => EntriesOf(list.Items[0]),
        _ => null,
    };
}
