using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Comparisons of usage with a limit, a quota, an allowance or a balance. Target: the operator between <c>used</c> and <c>limit</c>, in that
/// order. Tags: <c>refuses</c>, <c>notifies</c>, <c>logs</c>, <c>acts</c> (what is done past the limit), <c>answers</c> (the outcome is given to the
/// caller), <c>adds</c> (the request's own amount is counted in), <c>stock</c> (the limit is what is left), <c>threshold</c> (a step before the end),
/// <c>counted</c> (the usage is the answer of the increment that has just been made), <c>memory</c> (the usage is kept in the process),
/// <c>remembers</c> (the condition asks whether this was told before), <c>zero-default</c> and <c>endless-default</c> (a missing limit is taken for
/// 0, or for none), <c>or-default</c> (so is a limit of 0), <c>looked-up</c> (the limit is looked up by a key that may be unknown).
/// </summary>
internal sealed class LimitChecks : Recogniser
{
    private static readonly HashSet<string> Counting = new(StringComparer.Ordinal)
    {
        "incr", "incrby", "incrBy", "incrByFloat", "incrbyfloat", "hincrby", "hIncrBy", "hincrbyfloat", "INCR", "INCRBY", "increment", "Increment", "StringIncrementAsync", "StringIncrement",
        "HashIncrementAsync", "HashIncrement", "incrementAndGet", "AddAndGet", "eval", "evalsha", "evalSha", "ScriptEvaluateAsync", "ScriptEvaluate", "findOneAndUpdate", "find_one_and_update",
        "FindOneAndUpdateAsync", "increaseBy", "zincrby", "AddOrUpdate", "EvalAsync", "rpc",
    };

    private static readonly HashSet<string> Remembering = new(StringComparer.Ordinal)
    {
        "notified", "alerted", "warned", "sent", "last", "already", "previous", "previously", "prev", "crossed", "before", "announced", "told", "seen", "once", "mark", "marked", "claim", "claimed", "nx", "dedupe",
    };

    public override void Statement(Statement statement, Moment moment)
    {
        switch (statement)
        {
            case IfStatement branch:
                foreach (var (comparison, isNegated) in ComparisonsIn(branch.Condition, moment, 6)) NoteBranch(comparison, isNegated, branch, moment);
                break;
            case ReturnStatement { Value: { } value }:
                NoteEndless(value, moment.Function.Function?.Name, statement, moment);
                foreach (var (comparison, _) in AnswersIn(value, moment, 4)) Note(comparison, ["answers"], null, moment);
                break;
            case ExpressionStatement { Expression: AssignExpression { Operator: "=", Value: BinaryExpression or UnaryExpression } assign }:
                foreach (var (comparison, _) in ComparisonsIn(assign.Value, moment, 4)) Note(comparison, ["answers"], null, moment);
                break;
            case LoopStatement { Header: [var condition] }:
                foreach (var (comparison, _) in ComparisonsIn(condition, moment, 3)) Note(comparison, [], null, moment);
                break;
        }
    }

    private static void NoteBranch(BinaryExpression comparison, bool isNegated, IfStatement branch, Moment moment)
    {
        if (LimitSides.Of(comparison, moment) is not { } sides) return;
        var isOver = sides.Operator is ">" or ">=" or "==" or "===" != isNegated;
        var otherwise = Branches.Of(branch.Else);
        if (branch.Else is null && (Branches.Of(branch.Then) & Deeds.Leaves) != 0 && moment.InnermostFunction.Function is { } function)
        {
            foreach (var next in Parts.After(function.Body, branch).Take(4)) otherwise |= Branches.Of(next);
        }

        var past = isOver ? Branches.Of(branch.Then) : otherwise;
        var tags = new List<string>();
        if ((past & Deeds.Refuses) != 0) tags.Add("refuses");
        if ((past & Deeds.Notifies) != 0) tags.Add("notifies");
        if ((past & Deeds.Logs) != 0) tags.Add("logs");
        if ((past & Deeds.Acts) != 0) tags.Add("acts");
        if ((past & Deeds.Leaves) != 0) tags.Add("leaves");
        // Work that is done within the limit only is refused past it.
        if (!isOver && branch.Else is null && (Branches.Of(branch.Then) & Deeds.Acts) != 0) tags.Add("guards");
        Note(comparison, tags, branch, moment);
    }

    private static void Note(BinaryExpression comparison, IReadOnlyCollection<string> tags, IfStatement? branch, Moment moment)
    {
        if (LimitSides.Of(comparison, moment) is not { } sides) return;
        var used = moment.Trace(sides.Used);
        var all = new List<string>(tags);
        if (sides.IsStock) all.Add("stock");
        if (sides.IsThreshold) all.Add("threshold");
        if (sides.IsStock ? sides.Used is not LiteralExpression : IsSum(sides.Used, moment) || moment.Resolve(sides.Limit) is BinaryExpression { Operator: "-" }) all.Add("adds");
        if (used.Calls.Any(Counting.Contains)) all.Add("counted");
        if (ProcessMemory.NameOf(sides.IsStock ? sides.Limit : sides.Used, moment) is { } memory) all.AddRange(["memory", $"in:{memory}"]);
        if (branch is not null && Remembers(branch, moment)) all.Add("remembers");
        all.AddRange(DefaultsOf(sides.Limit, moment));
        moment.Facts.Add(moment.Site(SiteKind.Compare, comparison, moment.TextOf(comparison)) with
        {
            Target = sides.Operator,
            Tags = [.. all],
            Fields =
            [
                new FieldFact("used", moment.LinesOf(sides.Used), used),
                new FieldFact("limit", moment.LinesOf(sides.Limit), moment.Trace(sides.Limit)),
            ],
        });
    }

    private static bool IsSum(Expression used, Moment moment, int depth = 6) => depth > 0 && moment.Resolve(used) switch
    {
        BinaryExpression { Operator: "+" } => true,
        BinaryExpression { Operator: "*" or "/" } scaled => IsSum(scaled.Left, moment, depth - 1) || IsSum(scaled.Right, moment, depth - 1),
        _ => used is BinaryExpression { Operator: "+" },
    };

    private static bool Remembers(IfStatement branch, Moment moment)
    {
        if (Crosses(branch.Condition, moment)) return true;
        if (Names.In(branch.Condition).Overlaps(Remembering) || Names.In(branch.Then).Overlaps(Remembering)) return true;
        return moment.Frames.OfType<BranchFrame>().Any(frame => Names.In(frame.Condition).Overlaps(Remembering));
    }

    /// <summary>Whether a condition holds only for the amount that crosses a border: it was below before, and is above now.</summary>
    private static bool Crosses(Expression condition, Moment moment)
    {
        if (condition is not BinaryExpression { Operator: "&&" or "and" } both) return false;
        var operators = ComparisonsIn(both, moment, 4).Select(each => each.Comparison.Operator).ToList();
        return operators.Exists(each => each is "<" or "<=") && operators.Exists(each => each is ">" or ">=");
    }

    /// <summary>The comparisons that a condition is made of, those behind a named condition included.</summary>
    private static IEnumerable<(BinaryExpression Comparison, bool IsNegated)> ComparisonsIn(Expression? condition, Moment moment, int depth)
    {
        if (condition is null || depth == 0) yield break;
        switch (condition)
        {
            case BinaryExpression { Operator: "&&" or "||" or "and" or "or" or "??" } both:
                foreach (var inner in ComparisonsIn(both.Left, moment, depth - 1)) yield return inner;
                foreach (var inner in ComparisonsIn(both.Right, moment, depth - 1)) yield return inner;
                break;
            case BinaryExpression comparison:
                yield return (comparison, false);
                break;
            case UnaryExpression { Operator: "!" or "not" } not:
                foreach (var (comparison, isNegated) in ComparisonsIn(not.Operand, moment, depth - 1)) yield return (comparison, !isNegated);
                break;
            case NameExpression name when moment.Resolve(name) is BinaryExpression named:
                foreach (var inner in ComparisonsIn(named, moment, depth - 1)) yield return inner;
                break;
        }
    }

    /// <summary>The comparisons whose outcome a returned value tells.</summary>
    private static IEnumerable<(BinaryExpression Comparison, bool IsNegated)> AnswersIn(Expression value, Moment moment, int depth)
    {
        if (depth == 0) return [];
        return value switch
        {
            ObjectExpression entries => entries.Entries.SelectMany(entry => AnswersIn(entry.Value, moment, depth - 1)),
            CallExpression { Arguments.Length: <= 6 } call => call.Arguments.SelectMany(argument => AnswersIn(argument.Value, moment, depth - 1)),
            ConditionalExpression conditional => ComparisonsIn(conditional.Condition, moment, depth - 1),
            ListExpression list => list.Items.Take(4).SelectMany(item => AnswersIn(item, moment, depth - 1)),
            _ => ComparisonsIn(value, moment, depth),
        };
    }

    private static ImmutableArray<string> DefaultsOf(Expression limit, Moment moment) => moment.Resolve(limit) switch
    {
        BinaryExpression { Operator: "??" or "||" or "or" } either when KindOf(either.Right) is { } kind =>
            [kind, .. either.Operator == "??" ? (string[])[] : ["or-default"], .. either.Left is IndexExpression or CallExpression ? (string[])["looked-up"] : []],
        CallExpression { Callee: MemberExpression { Name: "get" or "GetValueOrDefault" or "getOrDefault" or "setdefault" }, Arguments: [_, { Value: var otherwise }] } when KindOf(otherwise) is { } kind => [kind, "looked-up"],
        // TryGetValue(plan, out var limit) ? limit : long.MaxValue; plan in LIMITS ? LIMITS[plan] : Infinity.
        ConditionalExpression { Then: NameExpression or IndexExpression or MemberExpression or CallExpression, Condition: CallExpression { Callee: MemberExpression { Name: "TryGetValue" or "has" or "ContainsKey" } } or BinaryExpression { Operator: "in" } } conditional
            when KindOf(conditional.Else) is { } kind => [kind, "looked-up"],
        CallExpression { Callee: NameExpression { Name: "getattr" }, Arguments: [_, _, { Value: var otherwise }] } when KindOf(otherwise) is { } kind => [kind],
        _ => [],
    };

    /// <summary>A limit that is looked up where it is not compared: in a function that gives it, or for a call that takes it. A mention with the target <c>endless-limit</c>.</summary>
    private static void NoteEndless(Expression value, string? name, Node node, Moment moment)
    {
        if (name is null || value is NameExpression || !Words.Of(name).Overlaps(Looked)) return;
        var tags = DefaultsOf(value, moment);
        if (!tags.Contains("endless-default")) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, node, moment.TextOf(value)) with { Target = "endless-limit", Tags = tags });
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (@operator == "=" && Callee.PathOf(target, 4) is { Length: > 0 } path) NoteEndless(value, path[(path.LastIndexOf('.') + 1)..], node, moment);
    }

    private static readonly string[] Looked = ["limit", "limits", "quota", "quotas", "allowance", "entitlement", "allotment"];

    private static string? KindOf(Expression otherwise) => otherwise switch
    {
        LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0n" or "0.0" or "0m" or "0L" } => "zero-default",
        NameExpression { Name: "Infinity" } => "endless-default",
        MemberExpression { Name: "MAX_SAFE_INTEGER" or "MaxValue" or "POSITIVE_INFINITY" or "MAX_VALUE" or "maxsize" or "inf" or "PositiveInfinity" } => "endless-default",
        CallExpression { Callee: NameExpression { Name: "float" or "Decimal" }, Arguments: [{ Value: LiteralExpression { Value: "inf" or "Infinity" or "infinity" } }] } => "endless-default",
        _ => null,
    };
}
