using System.Buffers;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>A comparison of usage with a limit, its sides told apart by what their names speak of.</summary>
/// <param name="Used">What has been or is about to be used, or what is to be taken from a stock.</param>
/// <param name="Limit">What is allowed, or the stock that is left.</param>
/// <param name="Operator">Between used and limit, in this order.</param>
/// <param name="IsStock">Whether the limit is what is left: a balance, a remainder.</param>
/// <param name="IsThreshold">Whether the limit is a step before the end at which something is to be told.</param>
internal readonly record struct LimitSides(Expression Used, Expression Limit, string Operator, bool IsStock, bool IsThreshold)
{
    private static readonly HashSet<string> Consumed = ["used", "usage", "usages", "consumed", "consumption", "spent", "spend", "spending", "utilization", "utilisation", "overage", "accrued"];

    private static readonly HashSet<string> Amounts =
    [
        "tokens", "requests", "request", "requested", "calls", "units", "bytes", "minutes", "seconds", "messages", "cost", "amount", "quantity", "qty", "count", "total", "images", "jobs", "renders",
        "emails", "events", "current", "needed", "required", "price", "charge", "estimate", "estimated", "projected", "credits", "hits", "queries", "size", "sum", "gb", "hours",
    ];

    private static readonly HashSet<string> Bounds = ["limit", "limits", "quota", "quotas", "allowance", "cap", "included", "entitlement", "entitlements", "budget", "allotment", "ceiling", "maximum", "max", "allowed", "threshold"];

    private static readonly HashSet<string> Stocks = ["balance", "remaining", "credits", "credit", "available", "funds", "prepaid", "wallet", "left"];

    private static readonly HashSet<string> Turns = ["daily", "monthly", "weekly", "yearly", "hourly"];

    private static readonly HashSet<string> Plans = ["plan", "plans", "tier", "tiers", "package"];

    private static readonly HashSet<string> Rests = ["balance", "remaining", "available", "left", "funds"];

    private static readonly HashSet<string> Shares = ["percent", "percentage", "pct", "ratio", "fraction", "share", "utilization", "utilisation", "progress"];

    private static readonly HashSet<string> Steps = ["soft", "warn", "warning", "threshold", "thresholds", "alert", "notice", "notify", "percent", "pct", "low"];

    private static readonly HashSet<string> Metered =
    [
        "used", "usage", "usages", "consumed", "consumption", "spent", "spend", "spending", "quota", "quotas", "allowance", "entitlement", "entitlements", "credits", "credit", "balance", "included", "overage",
        "budget", "allotment", "metered", "billable",
    ];

    private static readonly HashSet<string> Foreign =
    [
        "attempt", "attempts", "retry", "retries", "tries", "page", "batch", "chunk", "length", "len", "index", "offset", "depth", "timeout", "age", "delay", "backoff", "concurrency", "concurrent", "pool", "buffer",
        "buffered", "queue", "queued", "inflight", "width", "height", "ttl", "expires", "expiry", "date", "ms", "millis", "timestamp", "elapsed", "rate", "memory", "heap", "cpu", "connections", "lag", "pending",
        "throttle", "burst", "slot", "slots", "worker", "workers", "threads", "nesting", "password", "file", "body", "status", "version", "rows", "drift", "tolerance", "difference", "diff", "mismatch", "deviation",
    ];

    private static readonly HashSet<string> Customers =
    [
        "quota", "usage", "plan", "plans", "tier", "billing", "meter", "metering", "subscription", "entitlement", "entitlements", "allowance", "credits", "tenant", "customer", "org", "organization", "account", "workspace",
        "team", "seat", "monthly", "month", "overage",
    ];

    /// <summary>A comparison without any of these is about something else; this is cheap to see.</summary>
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        [
            "limit", "quota", "used", "usage", "credit", "balance", "remain", "allow", "cap", "max", "budget", "threshold", "percent", "pct", "ratio", "spen", "consum", "includ", "entitle", "avail", "left", "fund", "prepaid", "wallet",
            "allot", "ceiling", "utili", "overage", "accrued", "progress", "fraction", "share",
        ],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Null when neither side speaks of usage and limits, or when both speak of limits of another kind.</summary>
    public static LimitSides? Of(BinaryExpression comparison, Moment moment)
    {
        if (comparison.Operator is not ("<" or "<=" or ">" or ">=" or "==" or "===" or "!=" or "!==")) return null;
        var text = moment.Tree.File.Text.AsSpan(comparison.Span.Start, comparison.Span.Length);
        if (!text.ContainsAny(Stems)) return null;
        var left = Side.Of(comparison.Left, moment);
        var right = Side.Of(comparison.Right, moment);
        if (!left.Speaks && !right.Speaks) return null;
        if (left.IsOther || right.IsOther) return null;
        var isMetered = Names.In(comparison).Overlaps(Metered) || left.Words.Overlaps(Metered) || right.Words.Overlaps(Metered);
        if (!isMetered && (left.Words.Overlaps(Foreign) || right.Words.Overlaps(Foreign))) return null;
        if (isMetered && (left.Words.Overlaps(Hard) || right.Words.Overlaps(Hard))) return null;
        var sides = Pair(left, right, comparison.Operator) ?? Pair(right, left, Mirrored(comparison.Operator));
        if (sides is null || isMetered) return sides;
        return Names.In(comparison.Left).Overlaps(Customers) || Names.In(comparison.Right).Overlaps(Customers) || Context(moment).Overlaps(Customers) ? sides : null;
    }

    /// <summary>Words that name another matter even beside a usage or quota.</summary>
    private static readonly HashSet<string> Hard =
        ["attempt", "attempts", "retry", "retries", "length", "timeout", "age", "expires", "expiry", "timestamp", "elapsed", "status", "date", "version", "drift", "tolerance", "difference", "diff", "mismatch", "deviation", "batch", "buffer", "lag", "slot", "slots", "threads", "nesting"];

    private static LimitSides? Pair(Side used, Side limit, string @operator)
    {
        if (limit.IsStock && !used.IsStock && (used.IsAmount || used.IsConstant)) return new(used.Expression, limit.Expression, @operator, true, used.IsConstant && !used.IsNil);
        // What is asked for is named like the stock that it is taken from: wallet.Credits < credits.
        if (limit is { IsStock: true, IsHeld: true } && used is { IsStock: true, IsHeld: false, IsAmount: true }) return new(used.Expression, limit.Expression, @operator, true, false);
        if (used.IsShare && !used.IsConstant && (limit.IsConstant || limit.Words.Overlaps(Steps))) return new(used.Expression, limit.Expression, @operator, false, !limit.IsOne);
        if (limit.IsBound && used.IsAmount && !used.IsConstant && (!used.IsBound || (used.IsConsumed && !limit.IsConsumed)))
        {
            return new(used.Expression, limit.Expression, @operator, false, limit.IsPart || used.IsShare || limit.Words.Overlaps(Steps));
        }

        return used.IsConsumed && !used.IsConstant && !used.IsBound && limit.IsConstant && !limit.IsNil ? new(used.Expression, limit.Expression, @operator, false, limit.Words.Overlaps(Steps)) : null;
    }

    private static WordSet Context(Moment moment)
    {
        var function = moment.Facts.Function(moment.Function.Index);
        var words = Words.Of(function.Name);
        Words.AddTo(words, function.Container ?? "");
        return words;
    }

    private static string Mirrored(string @operator) => @operator switch
    {
        "<" => ">",
        "<=" => ">=",
        ">" => "<",
        ">=" => "<=",
        _ => @operator,
    };

    /// <summary>One side with what it is made of.</summary>
    private sealed record Side(Expression Expression, WordSet Words, bool IsConstant, string? Literal, bool IsDifference, bool IsQuotient, bool IsProduct)
    {
        public bool IsBound => Words.Overlaps(Bounds) || IsAllotment || IsOfPlan;

        /// <summary>What is given anew each period: <c>account.dailyCredits</c>.</summary>
        private bool IsAllotment => !IsConsumed && Words.Overlaps(Stocks) && Words.Overlaps(Turns);

        /// <summary>What a plan gives: <c>plan.monthlyUnits</c>.</summary>
        private bool IsOfPlan => !IsConsumed && Words.Overlaps(Amounts) && Expression is MemberExpression member && Names.In(member.Target).Overlaps(Plans);

        public bool IsConsumed => Words.Overlaps(Consumed);

        public bool IsAmount => IsConsumed || Words.Overlaps(Amounts);

        public bool IsStock => !IsConstant && !IsQuotient && !IsAllotment && ((IsDifference && (IsBound || Words.Overlaps(Stocks)) && IsAmount)
            || (!IsConsumed && (Words.Overlaps(Rests) || (Words.Overlaps(Stocks) && !IsBound))));

        /// <summary>A member of something that holds it.</summary>
        public bool IsHeld => Expression is MemberExpression or IndexExpression;

        public bool IsShare => Words.Overlaps(Shares) || (IsQuotient && (IsBound || Words.Overlaps(Stocks)) && IsAmount);

        /// <summary>A part of a limit: <c>limit * 0.8</c>.</summary>
        public bool IsPart => IsProduct && !IsConstant;

        public bool IsNil => Literal is "0" or "0.0" or "0n" or "1" or "0m" or "0L";

        public bool IsOne => Literal is "1" or "1.0" or "100" or "100n" or "100.0";

        public bool Speaks => IsBound || IsConsumed || IsStock || IsShare;

        /// <summary>A string, boolean or nothing: no number to compare.</summary>
        public bool IsOther { get; private init; }

        public static Side Of(Expression expression, Moment moment)
        {
            var words = RolesIn(expression, 8);
            var bare = moment.Resolve(expression);
            var shape = Bare(bare ?? expression);
            // A name that says nothing is known by what it was given.
            if (expression is NameExpression && bare is not null && bare != expression && !words.Overlaps(Bounds) && !words.Overlaps(Consumed) && !words.Overlaps(Stocks)) words.UnionWith(RolesIn(bare, 8));
            var literal = shape as LiteralExpression;
            return new Side(
                expression,
                words,
                literal is not null || IsUpper(expression),
                literal?.Value,
                Has(shape, "-"),
                Has(shape, "/", "//"),
                Has(shape, "*"))
            {
                IsOther = literal is { Kind: not LiteralKind.Number } || shape is LambdaExpression or ObjectExpression or ListExpression,
            };
        }

        /// <summary>The words by which an expression names what it is: of <c>usage.limit</c> the last, unless that says nothing.</summary>
        private static WordSet RolesIn(Expression expression, int depth)
        {
            if (depth == 0) return new WordSet();
            switch (expression)
            {
                case MemberExpression member:
                    return Told(Extraction.Words.Of(member.Name), member.Target, depth);
                case IndexExpression { Index: LiteralExpression { Kind: LiteralKind.String } key } index:
                    return Told(Extraction.Words.Of(key.Value), index.Target, depth);
                case IndexExpression index:
                    return RolesIn(index.Target, depth - 1);
                case CallExpression { Callee: MemberExpression { Name: "get" or "Get" or "getOrDefault" or "GetValueOrDefault" } member, Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String } key }, ..] }:
                    return Told(Extraction.Words.Of(key.Value), member.Target, depth);
                case CallExpression call:
                    var words = RolesIn(call.Callee, depth - 1);
                    if (!IsTelling(words)) foreach (var argument in call.Arguments) words.UnionWith(RolesIn(argument.Value, depth - 1));
                    return words;
                case BinaryExpression binary:
                    var both = RolesIn(binary.Left, depth - 1);
                    both.UnionWith(RolesIn(binary.Right, depth - 1));
                    return both;
                case AwaitExpression await:
                    return RolesIn(await.Operand, depth - 1);
                case CastExpression cast:
                    return RolesIn(cast.Operand, depth - 1);
                case OpaqueExpression { Parts: [var only] }:
                    return RolesIn(only, depth - 1);
                default:
                    return Names.In(expression);
            }
        }

        private static WordSet Told(WordSet last, Expression target, int depth)
        {
            if (!IsTelling(last)) last.UnionWith(RolesIn(target, depth - 1));
            return last;
        }

        private static bool IsTelling(WordSet words) => words.Overlaps(Bounds) || words.Overlaps(Consumed) || words.Overlaps(Stocks) || words.Overlaps(Amounts) || words.Overlaps(Shares);

        /// <summary>A calculation is known by its operands, whatever rounds it.</summary>
        private static Expression Bare(Expression expression) => expression switch
        {
            CallExpression { Arguments: [{ Value: BinaryExpression inner }], Callee: MemberExpression or NameExpression } => inner,
            BinaryExpression { Operator: "*", Left: BinaryExpression { Operator: "/" } quotient } => quotient,
            BinaryExpression { Operator: "/" or "//" or "-" } => expression,
            CastExpression cast => Bare(cast.Operand),
            _ => expression,
        };

        private static bool Has(Expression expression, params ReadOnlySpan<string> operators) => expression is BinaryExpression binary && operators.Contains(binary.Operator);

        private static bool IsUpper(Expression expression) => Callee.Of(expression).Last is { Length: > 1 } last && !last.Any(char.IsLower) && char.IsLetter(last[0]) && expression is NameExpression;
    }
}
