using System.Globalization;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells how many events a batch can hold, from where its list comes.</summary>
internal static class Batches
{
    private static readonly string[] Lists = ["events", "usage", "batch", "Events", "Usage", "Records", "Entries", "PublishBatchRequestEntries", "records", "entries", "body", "json", "data"];

    /// <summary>
    /// <c>listed</c> when its items are written out; <c>cut</c> when something bounds it, <c>cut:N</c> when that is known to be N; <c>open</c> when it
    /// is as long as what was collected; <c>passed</c> when it is a parameter; null when that cannot be said.
    /// </summary>
    public static string? SizeOf(CallExpression call, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is not null && !Lists.Contains(argument.Name)) continue;
            if (ListIn(argument.Value, moment, 4) is { } list) return SizeOf(list, moment, 6);
        }

        return null;
    }

    /// <summary>The list of events in an argument: itself, under a known name, or turned into text.</summary>
    private static Expression? ListIn(Expression expression, Moment moment, int depth)
    {
        if (depth == 0) return null;
        switch (expression)
        {
            case AwaitExpression await:
                return ListIn(await.Operand, moment, depth);
            case ListExpression or ComprehensionExpression or IndexExpression:
                return expression;
            case ObjectExpression entries:
                return entries.Entries.Where(entry => entry.Name is not null && Lists.Contains(entry.Name)).Select(entry => ListIn(entry.Value, moment, depth - 1)).FirstOrDefault(list => list is not null);
            case CallExpression { Callee: MemberExpression { Name: "stringify" or "dumps" or "Serialize" or "Create" }, Arguments: [{ Value: var inside }, ..] }:
                return ListIn(inside, moment, depth - 1);
            case CallExpression call when call.IsNew:
                return call.Arguments.Where(argument => argument.Name is null || Lists.Contains(argument.Name)).Select(argument => ListIn(argument.Value, moment, depth - 1)).FirstOrDefault(list => list is not null);
            case CallExpression:
                return expression;
            case NameExpression name:
                return moment.Resolve(name) is ObjectExpression or CallExpression { IsNew: true } ? ListIn(moment.Resolve(name)!, moment, depth - 1) : name;
            case MemberExpression:
                return expression;
            default:
                return null;
        }
    }

    private static string? SizeOf(Expression expression, Moment moment, int depth)
    {
        if (depth == 0) return null;
        switch (expression)
        {
            case AwaitExpression await:
                return SizeOf(await.Operand, moment, depth);
            case ListExpression list:
                return list.Items is [UnaryExpression { Operator: "..." or "*" } spread] ? SizeOf(spread.Operand, moment, depth - 1) : "listed";
            case ComprehensionExpression each:
                return SizeOf(each.Source, moment, depth - 1);
            case IndexExpression index:
                return moment.Tree.File.Text.AsSpan(index.Index.Span.Start, index.Index.Span.Length).Contains(':') ? Cut(index.Index, moment) : null;
            case CallExpression call:
                return OfCall(call, moment, depth);
            case NameExpression name:
                return OfName(name, moment, depth);
            case MemberExpression member:
                return IsCompared(member.Name, moment) ? "cut" : IsBuffer(member.Name) ? "open" : null;
            default:
                return null;
        }
    }

    private static string? OfCall(CallExpression call, Moment moment, int depth)
    {
        var callee = Callee.Of(call.Callee);
        switch (callee.Last)
        {
            case "map" or "filter" or "flatMap" or "Select" or "Where" or "ToList" or "ToArray" or "values" or "sort" or "OrderBy" or "reverse" when call.Callee is MemberExpression member:
                return SizeOf(member.Target, moment, depth - 1);
            case "list" or "from" or "sorted" or "tuple" or "reversed" when call.Arguments is [{ Value: var source }, ..]:
                return SizeOf(source, moment, depth - 1);
            case "splice" when call.Arguments is [_, { Value: MemberExpression { Name: "length" } }]:
                return "open";
            case "splice" when call.Arguments.Length == 1:
                return call.Callee is MemberExpression { Target: var whole } ? SizeOf(whole, moment, depth - 1) ?? "open" : "open";
            case "slice" when call.Arguments.IsEmpty && call.Callee is MemberExpression { Target: var copied }:
                return SizeOf(copied, moment, depth - 1);
            case "slice" or "splice" or "take" or "Take" or "islice" or "head" or "limit" or "GetRange":
                return call.Arguments.IsEmpty ? "cut" : Cut(call.Arguments[^1].Value, moment);
        }

        var words = callee.Words;
        if (words.Overlaps(["chunk", "chunks", "batched", "batch", "batches", "partition", "slices", "limit"])) return "cut";
        if (Inside.Any(call, Bounds)) return "cut";
        return callee.Last is "query" or "findMany" or "fetchall" or "all" or "find" or "findAll" or "ToListAsync" or "fetch" or "scalars" or "execute" ? "open" : null;
    }

    private static string? OfName(NameExpression name, Moment moment, int depth)
    {
        var binding = moment.Scope.Find(name.Name, name.Span.Start, out var isParameter);
        if (IsCompared(name.Name, moment)) return "cut";
        if (isParameter || binding is null) return isParameter ? "passed" : IsBuffer(name.Name) ? "open" : null;
        if (binding.Value is null) return null;
        if (binding.IsElement)
        {
            // What a query gives is often taken out of its result; an element of anything else is no list that is known.
            return moment.Resolve(binding.Value) is CallExpression call && binding.Value is not NameExpression || Words.Of(name.Name).Overlaps(["chunk", "batch", "rows"])
                ? SizeOf(binding.Value, moment, depth - 1) : null;
        }

        return binding.Value is ListExpression { Items.IsEmpty: true } ? "open" : SizeOf(binding.Value, moment, depth - 1);
    }

    private static bool Bounds(Expression expression) => expression switch
    {
        CallExpression call => Callee.Of(call.Callee).Last is "limit" or "take" or "Take" or "slice" or "islice" or "head" || call.Arguments.Any(argument => IsBound(argument.Name)),
        ObjectExpression entries => entries.Entries.Any(entry => IsBound(entry.Name)),
        LiteralExpression { Kind: LiteralKind.String } literal => SaysLimit(literal.Value),
        TemplateExpression template => template.Parts.OfType<LiteralExpression>().Any(part => SaysLimit(part.Value)),
        _ => false,
    };

    private static bool IsBound(string? name) => name is "take" or "limit" or "Limit" or "MaxNumberOfMessages" or "maxNumberOfMessages" or "batchSize" or "first" or "top";

    private static bool SaysLimit(string text) => text.Contains("limit ", StringComparison.OrdinalIgnoreCase) || text.Contains("fetch first", StringComparison.OrdinalIgnoreCase)
        || text.Contains("select top", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the length of a list of this name is compared with something, which then bounds it.</summary>
    private static bool IsCompared(string name, Moment moment) => Inside.Any(moment.Tree.Root, expression =>
        expression is BinaryExpression { Operator: ">" or ">=" or "<" or "<=" or "==" or "===" } binary && (IsLengthOf(binary.Left, name, binary.Right) || IsLengthOf(binary.Right, name, binary.Left)));

    private static bool IsLengthOf(Expression side, string name, Expression other)
    {
        if (other is LiteralExpression { Value: "0" or "1" }) return false;
        return side switch
        {
            MemberExpression { Name: "length" or "Length" or "Count" or "size", Target: NameExpression list } => list.Name == name,
            MemberExpression { Name: "length" or "Length" or "Count" or "size", Target: MemberExpression list } => list.Name == name,
            CallExpression { Callee: NameExpression { Name: "len" }, Arguments: [{ Value: NameExpression list }] } => list.Name == name,
            CallExpression { Callee: NameExpression { Name: "len" }, Arguments: [{ Value: MemberExpression list }] } => list.Name == name,
            _ => false,
        };
    }

    private static bool IsBuffer(string name) => Words.Of(name).Overlaps(["buffer", "buffered", "pending", "queue", "queued", "events", "records", "waiting", "backlog"]);

    private static string Cut(Expression bound, Moment moment)
    {
        var size = bound switch
        {
            BinaryExpression { Operator: "+", Right: var step } => step,
            OpaqueExpression { Parts: [.., var last] } => last is BinaryExpression { Operator: "+", Right: var step } ? step : last,
            _ => bound,
        };
        return moment.Resolve(size) is LiteralExpression { Kind: LiteralKind.Number } number
            && int.TryParse(number.Value.Replace("_", "", StringComparison.Ordinal), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                ? $"cut:{length}" : "cut";
    }
}
