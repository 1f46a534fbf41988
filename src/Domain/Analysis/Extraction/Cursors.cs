using System.Buffers;
using System.Collections.Frozen;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Cursors, watermarks and sent marks that are moved on. Tags: <c>cursor</c> (a position is stored), <c>mark</c> (an item is marked as done).
/// </summary>
internal sealed class Cursors : Recogniser
{
    private static readonly FrozenSet<string> Positions = Set("cursor", "watermark", "checkpoint", "bookmark", "highwater");
    private static readonly FrozenSet<string> Gone = Set("sent", "exported", "reported", "billed", "synced", "delivered", "published", "shipped", "flushed");
    private static readonly FrozenSet<string> Items = Set("usage", "event", "row", "record", "entry", "outbox", "message", "item", "meter", "evt", "rec");
    private static readonly FrozenSet<string> Done = Set("sent", "exported", "reported", "billed", "synced", "processed", "delivered", "published", "done", "completed", "success", "succeeded", "shipped", "flushed", "run");
    private static readonly FrozenSet<string> Storing = Set("set", "save", "update", "advance", "store", "write", "commit", "put", "persist", "move", "record", "hset", "upsert", "mark");

    private static readonly SearchValues<string> StoringParts = SearchValues.Create([.. Storing], StringComparison.OrdinalIgnoreCase);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || !callee.Last.AsSpan().ContainsAny(StoringParts)) return;
        var last = Words.Of(callee.Last);
        if (!last.Overlaps(Storing)) return;
        if (last.Contains("mark") && last.Overlaps(Done))
        {
            Add(call, callee, "mark", use, moment);
            return;
        }

        if (IsPosition(last) || (IsPosition(callee.Words) && call.Callee is MemberExpression)) Add(call, callee, "cursor", use, moment);
        else if (callee.Last is "set" or "hset" or "put" or "hSet" or "StringSetAsync" or "SetAsync" && call.Arguments is [{ Value: var key }, _, ..] && IsPositionKey(key, moment)) Add(call, callee, "cursor", use, moment);
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (@operator != "=" || target is not (MemberExpression or NameExpression) || node is DeclareStatement) return;
        var name = target is MemberExpression member ? member.Name : ((NameExpression)target).Name;
        var words = Words.Of(name);
        if (target is MemberExpression && IsDone(words, target, moment) && !words.Contains("last") && !words.Contains("run") && IsMark(value, words)) Note(node, moment.TextOf(target), "mark", moment);
        else if (target is MemberExpression { Name: "status" or "state" or "Status" or "State" } && moment.Trace(value) is { } status && IsDone(Words.Of(status.Literal ?? status.Text), target, moment)) Note(node, moment.TextOf(target), "mark", moment);
        else if (IsPosition(words) && (target is MemberExpression || (moment.Function.Function is { } function && moment.Scope.IsOutside(name, function)))) Note(node, moment.TextOf(target), "cursor", moment);
    }

    /// <summary>Words that say that something is done say it of usage only under a name for an item of it.</summary>
    private static bool IsDone(WordSet words, Expression target, Moment moment) => words.Overlaps(Gone) || (words.Overlaps(Done) && Words.Of(moment.TextOf(target)).Overlaps(Items));

    private static bool IsMark(Expression value, WordSet words) => value switch
    {
        LiteralExpression { Kind: LiteralKind.Boolean, Value: "true" or "True" } => true,
        LiteralExpression => false,
        // A time is a mark only under a name that asks for one: sentAt.
        _ => words.Contains("at") || words.Contains("on") || words.Contains("time"),
    };

    private static bool IsPositionKey(Expression key, Moment moment)
    {
        var value = moment.Trace(key);
        return IsPosition(new WordSet([.. value.Words]));
    }

    private static bool IsPosition(WordSet words) => words.Overlaps(Positions) || (words.Contains("last") && (words.Overlaps(Done) || words.Contains("export") || words.Contains("sync")));

    private static void Add(CallExpression call, Callee callee, string tag, Use use, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Advance, call, callee.Path) with
    {
        Target = callee.Path,
        Tags = [tag],
        Outcome = use.Outcome,
        Result = use.Variable,
    });

    private static void Note(Node node, string what, string tag, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Advance, node, what) with { Target = what, Tags = [tag] });

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
