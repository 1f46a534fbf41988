using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// What is collected in the memory of the process beyond one call: in variables of a module, fields, and variables that closures share. Collect has
/// the tag <c>buffer</c>, <c>counter</c> or <c>set</c>, and <c>drops</c> where a full one loses items without a word; Clear has <c>take</c> (items leave one by one), <c>swap</c> (a new buffer takes the place of the old, which is
/// kept in a variable) or <c>reset</c>. Target: the variable's name.
/// </summary>
internal sealed class Memory : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.Callee is not MemberExpression member)
        {
            return;
        }

        switch (callee.Last)
        {
            case "TryWrite" or "WriteAsync" when member.Target is MemberExpression { Name: "Writer" or "writer", Target: var channel } && StoreOf(channel, moment) is { } written:
                Collect(call, written.Name, "buffer", call.Arguments[^1].Value, use, moment, written.Drops || (written.IsBounded && callee.Last == "TryWrite" && use.Outcome == Outcome.Dropped));
                break;
            case "put_nowait" or "offer" when call.Arguments.Length >= 1 && StoreOf(member.Target, moment) is { } offered:
                Collect(call, offered.Name, "buffer", call.Arguments[^1].Value, use, moment, offered.IsBounded && IsSwallowed(moment));
                break;
            case "push" or "append" or "Add" or "Enqueue" or "add" or "put" or "unshift" or "appendleft" or "TryAdd" or "AddRange" or "extend" or "Push"
                when call.Arguments.Length >= 1 && StoreOf(member.Target, moment) is { } store:
                Collect(call, store.Name, store.IsSet ? "set" : "buffer", call.Arguments[^1].Value, use, moment, store.Drops);
                break;
            case "set" when call.Arguments.Length is 2 or 3 && StoreOf(member.Target, moment) is { } map:
                Collect(call, map.Name, Mentions(call.Arguments[1].Value, map.Name) || IsSum(call.Arguments[1].Value) ? "counter" : "set", call.Arguments[1].Value, use, moment, false);
                break;
            case "update" or "AddOrUpdate" when call.Arguments.Length >= 1 && StoreOf(member.Target, moment) is { } counts:
                Collect(call, counts.Name, "counter", call.Arguments[^1].Value, use, moment, false);
                break;
            case "Increment" or "Add" when callee.Path.StartsWith("Interlocked.", StringComparison.Ordinal) && call.Arguments is [{ Value: var total }, ..] && NameOf(total) is { } name:
                Collect(call, name, "counter", total, use, moment, false);
                break;
            case "clear" or "Clear" or "splice" or "drain" or "TryDequeue" or "Dequeue" or "shift" or "popleft" or "get_nowait" or "TryTake" or "TryRead" or "RemoveRange" or "pop" or "delete" or "TryRemove" or "Remove"
                when StoreOf(member.Target, moment) is { } emptied:
                var isAll = callee.Last is "clear" or "Clear" or "drain" or "RemoveRange";
                Clear(call, emptied.Name, isAll ? "reset" : callee.Last == "splice" && use.Outcome == Outcome.Kept && use.Variable is not null ? "swap" : "take", use, moment);
                break;
        }
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        switch (target)
        {
            case ListExpression targets when value is ListExpression values && values.Items.Length == targets.Items.Length:
                for (var each = 0; each < targets.Items.Length; each++) Assign(targets.Items[each], @operator, values.Items[each], null, node, moment);
                break;
            case IndexExpression index when StoreOf(index.Target, moment) is { } store:
                if (@operator == "=" && value is LiteralExpression { Value: "0" }) Clear(node, store.Name, "reset", new Use(Outcome.Dropped, null), moment);
                else if (@operator is "+=" or "-=" || Mentions(value, store.Name)) Collect(node, store.Name, "counter", value, new Use(Outcome.Kept, null), moment, false);
                else if (@operator == "=") Collect(node, store.Name, "set", value, new Use(Outcome.Kept, null), moment, false);
                break;
            case MemberExpression { Name: "length", Target: var list } when value is LiteralExpression { Value: "0" } && StoreOf(list, moment) is { } cut:
                Clear(node, cut.Name, "reset", new Use(Outcome.Dropped, null), moment);
                break;
            case NameExpression or MemberExpression when @operator == "=" && node is AssignExpression && StoreOf(target, moment) is { } restored && Mentions(value, restored.Name):
                Collect(node, restored.Name, "buffer", value, new Use(Outcome.Kept, null), moment, false);
                break;
            case NameExpression or MemberExpression when @operator == "=" && node is AssignExpression && value is LiteralExpression { Value: "0" or "0n" } && IsShared(target, moment)
                && moment.Function.Function?.Name is not ("__init__" or "constructor") && NameOf(target) is { } zeroed:
                Clear(node, zeroed, "reset", new Use(Outcome.Dropped, null), moment);
                break;
            case NameExpression or MemberExpression when @operator is "+=" or "-=" && IsShared(target, moment) && NameOf(target) is { } total:
                Collect(node, total, "counter", value, new Use(Outcome.Kept, null), moment, false);
                break;
            case NameExpression or MemberExpression when @operator == "=" && node is AssignExpression && IsEmptyCollection(value) && StoreOf(target, moment) is { } replaced && moment.Function.Function is not null
                && moment.Function.Function.Name is not ("__init__" or "constructor"):
                Clear(node, replaced.Name, "swap", new Use(Outcome.Dropped, null), moment);
                break;
        }
    }

    /// <summary>Python: <c>del waiting[:n]</c>, of which the tree keeps the element alone.</summary>
    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is ExpressionStatement { Expression: IndexExpression index } && StoreOf(index.Target, moment) is { } store)
        {
            Clear(statement, store.Name, "take", new Use(Outcome.Dropped, null), moment);
        }
    }

    private static void Collect(Node node, string name, string tag, Expression value, Use use, Moment moment, bool drops) => moment.Facts.Add(moment.Site(SiteKind.Collect, node, name) with
    {
        Target = name,
        Tags = drops ? [tag, "drops"] : [tag],
        Fields = [new FieldFact("value", moment.LinesOf(value), moment.Trace(value))],
        Outcome = use.Outcome,
        Result = use.Variable,
    });

    private static void Clear(Node node, string name, string tag, Use use, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Clear, node, name) with
    {
        Target = name,
        Tags = [tag],
        Outcome = use.Outcome,
        Result = use.Variable,
    });

    /// <summary>A collection that lives longer than the innermost named function.</summary>
    internal readonly record struct Store(string Name, bool IsSet, bool IsBounded, bool Drops);

    /// <summary>The shared collection that an expression means; null when it means none that is shown to be one.</summary>
    internal static Store? StoreOf(Expression expression, Moment moment)
    {
        if (!IsShared(expression, moment) || NameOf(expression) is not { } name) return null;
        var own = expression is MemberExpression ? moment.Scope.Find("this." + name, expression.Span.Start, out _) ?? moment.Scope.Find(name, expression.Span.Start, out _) : moment.Scope.Find(name, expression.Span.Start, out _);
        if (own is null) return null;
        var made = own.Value is CallExpression call ? Callee.Of(call.Callee).Last : "";
        var type = own.Type ?? "";
        if (own.Value is ListExpression or ObjectExpression { Entries.IsEmpty: true } || (IsCollection(made) && !IsJobQueue(made, moment)) || IsCollection(TypeName(type)))
        {
            return new Store(name, made is "Set" or "HashSet" or "set" || type.StartsWith("HashSet", StringComparison.Ordinal), IsBounded(own.Value), Drops(own.Value));
        }

        return null;
    }

    private static bool IsJobQueue(string made, Moment moment) => made == "Queue" && moment.Facts.Imports("bullmq", "bull", "bee-queue", "rq");

    private static bool IsCollection(string name) => name is "Map" or "Set" or "Array" or "dict" or "list" or "set" or "deque" or "defaultdict" or "Counter" or "OrderedDict" or "List" or "Dictionary"
        or "ConcurrentQueue" or "ConcurrentBag" or "ConcurrentDictionary" or "ConcurrentStack" or "BlockingCollection" or "HashSet" or "SimpleQueue" or "LinkedList" or "CreateBounded" or "CreateUnbounded"
        or "Channel" or "CircularBuffer" or "RingBuffer" or "Denque" or "TTLCache" or "LRUCache" or "LFUCache" or "FIFOCache" or "LRU" or "QuickLRU" or "NodeCache" or "ExpiringDict" or "LruMap" or "WeakSet" or "frozenset"
        || name == "Queue";

    private static string TypeName(string type)
    {
        var end = type.AsSpan().IndexOfAny('<', '[', ' ');
        return (end < 0 ? type : type[..end]) is var name && name.LastIndexOf('.') is var dot && dot >= 0 ? name[(dot + 1)..] : name;
    }

    private static bool IsBounded(Expression? made) => made is CallExpression call
        && (call.Arguments.Any(argument => argument.Name is "maxlen" or "maxsize" or "boundedCapacity") || Callee.Of(call.Callee).Last is "CreateBounded" or "CircularBuffer" or "RingBuffer");

    /// <summary>Whether a full one makes room without a word.</summary>
    private static bool Drops(Expression? made) => made is CallExpression call
        && (call.Arguments.Any(argument => argument.Name is "maxlen")
            || Inside.Any(call, expression => expression is MemberExpression { Name: "DropWrite" or "DropOldest" or "DropNewest" }));

    private static bool IsSwallowed(Moment moment) => moment.Frames.OfType<TryFrame>().LastOrDefault() is { Errors: ErrorHandling.Swallowed };

    /// <summary>Whether a name outlives the innermost named function: its own field, or bound outside of it.</summary>
    private static bool IsShared(Expression expression, Moment moment)
    {
        switch (expression)
        {
            case MemberExpression { Target: NameExpression { Name: "this" or "self" or "cls" } }:
                return moment.Function.Function is not null;
            case NameExpression name when moment.Function.Function is not null:
                return moment.Scope.IsOutside(name.Name, moment.Function.Function);
            default:
                return false;
        }
    }

    private static string? NameOf(Expression expression) => expression switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        UnaryExpression unary => NameOf(unary.Operand),
        OpaqueExpression { Parts: [var only] } => NameOf(only),
        _ => null,
    };

    private static bool IsEmptyCollection(Expression value) => value is ListExpression { Items.IsEmpty: true } or ObjectExpression { Entries.IsEmpty: true }
        || (value is CallExpression { Arguments.Length: <= 1 } call && IsCollection(Callee.Of(call.Callee).Last) && (call.Arguments.IsEmpty || call.Arguments[0].Value is NameExpression { Name: "int" or "float" or "list" }));

    private static bool IsSum(Expression value) => value is BinaryExpression { Operator: "+" };

    private static bool Mentions(Expression value, string name) => Inside.Any(value, expression =>
        (expression is NameExpression own && own.Name == name) || (expression is MemberExpression member && member.Name == name));
}
