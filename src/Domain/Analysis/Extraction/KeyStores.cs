using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Redis, Valkey and caches: values by key. Target: the key's text. Fields: <c>key</c>, <c>value</c>, <c>ttl</c>. Tags: <c>key</c> (always),
/// <c>increment</c>, <c>overwrite</c>, <c>claim</c> (set only when absent), <c>insert</c> (into a set), <c>delete</c>, <c>expire</c>, <c>script</c>,
/// <c>atomic</c> (reads and changes in one), <c>ttl</c> (with a time to live), <c>cache</c>, <c>one</c>, <c>list</c>, <c>count</c>, <c>async</c>,
/// <c>checked</c>.
/// </summary>
internal sealed class KeyStores : Recogniser
{
    /// <summary>Operations of such stores alone, in lower case without underscores and <c>Async</c>, with what they do.</summary>
    private static readonly FrozenDictionary<string, (SiteKind Kind, string Tags)> Own = new Dictionary<string, (SiteKind, string)>(StringComparer.Ordinal)
    {
        ["incr"] = (SiteKind.Write, "increment atomic"),
        ["incrby"] = (SiteKind.Write, "increment atomic"),
        ["incrbyfloat"] = (SiteKind.Write, "increment atomic float"),
        ["decr"] = (SiteKind.Write, "increment atomic"),
        ["decrby"] = (SiteKind.Write, "increment atomic"),
        ["hincrby"] = (SiteKind.Write, "increment atomic"),
        ["hincrbyfloat"] = (SiteKind.Write, "increment atomic float"),
        ["zincrby"] = (SiteKind.Write, "increment atomic"),
        ["stringincrement"] = (SiteKind.Write, "increment atomic"),
        ["stringdecrement"] = (SiteKind.Write, "increment atomic"),
        ["hashincrement"] = (SiteKind.Write, "increment atomic"),
        ["sortedsetincrement"] = (SiteKind.Write, "increment atomic"),
        ["setnx"] = (SiteKind.Write, "claim"),
        ["setex"] = (SiteKind.Write, "overwrite ttl"),
        ["psetex"] = (SiteKind.Write, "overwrite ttl"),
        ["stringset"] = (SiteKind.Write, "overwrite"),
        ["hset"] = (SiteKind.Write, "overwrite"),
        ["hmset"] = (SiteKind.Write, "overwrite"),
        ["hsetnx"] = (SiteKind.Write, "claim"),
        ["hashset"] = (SiteKind.Write, "overwrite"),
        ["getset"] = (SiteKind.Write, "overwrite atomic"),
        ["getdel"] = (SiteKind.Write, "delete atomic"),
        ["stringgetset"] = (SiteKind.Write, "overwrite atomic"),
        ["stringgetdelete"] = (SiteKind.Write, "delete atomic"),
        ["keydelete"] = (SiteKind.Write, "delete"),
        ["unlink"] = (SiteKind.Write, "delete"),
        ["hdel"] = (SiteKind.Write, "delete"),
        ["sadd"] = (SiteKind.Write, "insert"),
        ["zadd"] = (SiteKind.Write, "insert"),
        ["setadd"] = (SiteKind.Write, "insert"),
        ["sortedsetadd"] = (SiteKind.Write, "insert"),
        ["expire"] = (SiteKind.Write, "expire ttl"),
        ["pexpire"] = (SiteKind.Write, "expire ttl"),
        ["expireat"] = (SiteKind.Write, "expire ttl"),
        ["keyexpire"] = (SiteKind.Write, "expire ttl"),
        ["evalsha"] = (SiteKind.Write, "script atomic"),
        ["scriptevaluate"] = (SiteKind.Write, "script atomic"),
        ["hget"] = (SiteKind.Read, "one"),
        ["hmget"] = (SiteKind.Read, "list"),
        ["hgetall"] = (SiteKind.Read, "list"),
        ["mget"] = (SiteKind.Read, "list"),
        ["stringget"] = (SiteKind.Read, "one"),
        ["hashget"] = (SiteKind.Read, "one"),
        ["hashgetall"] = (SiteKind.Read, "list"),
        ["sismember"] = (SiteKind.Read, "one"),
        ["smembers"] = (SiteKind.Read, "list"),
        ["scard"] = (SiteKind.Read, "count"),
        ["zcard"] = (SiteKind.Read, "count"),
        ["zcount"] = (SiteKind.Read, "count"),
        ["zrange"] = (SiteKind.Read, "list"),
        ["zrangebyscore"] = (SiteKind.Read, "list"),
        ["keyexists"] = (SiteKind.Read, "one"),
        ["setstring"] = (SiteKind.Write, "overwrite"),
        ["getstring"] = (SiteKind.Read, "one"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Operations that other things have as well.</summary>
    private static readonly FrozenDictionary<string, (SiteKind Kind, string Tags)> Shared = new Dictionary<string, (SiteKind, string)>(StringComparer.Ordinal)
    {
        ["set"] = (SiteKind.Write, "overwrite"),
        ["del"] = (SiteKind.Write, "delete"),
        ["delete"] = (SiteKind.Write, "delete"),
        ["remove"] = (SiteKind.Write, "delete"),
        ["put"] = (SiteKind.Write, "overwrite"),
        ["get"] = (SiteKind.Read, "one"),
        ["getorcreate"] = (SiteKind.Read, "one"),
        ["trygetvalue"] = (SiteKind.Read, "one"),
        ["exists"] = (SiteKind.Read, "one"),
        ["add"] = (SiteKind.Write, "claim"),
        ["eval"] = (SiteKind.Write, "script atomic"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.Arguments.IsEmpty || call.IsNew || call.Callee is not MemberExpression { Target: var receiver } || callee.Last.Length > 24) return;
        var name = Folded(callee.Last);
        var isOwn = Own.TryGetValue(name, out var operation);
        if (!isOwn && !Shared.TryGetValue(name, out operation)) return;
        var isCache = false;
        if (!isOwn && !IsStore(receiver, out isCache) && !IsClient(receiver, moment)) return;
        if (name == "expire" && !IsStore(receiver, out _) && receiver is NameExpression { Name: "session" or "db" }) return;
        var key = call.Arguments[0].Value;
        var target = TextOf(key, moment);
        var words = Words.Of(target ?? moment.TextOf(key));
        if (!Vocabulary.SpeaksOfStores(words) && !Vocabulary.SpeaksOfRecords(words) && !IsForStores(moment.Facts.Function(moment.Function.Index), target is null)) return;
        var tags = new List<string>(operation.Tags.Split(' ')) { "key" };
        if (isCache) tags.Add("cache");
        NoteOptions(call, name, tags, moment);
        if (AsyncCalls.IsAsync(callee, use, moment)) tags.Add("async");
        if (operation.Kind == SiteKind.Write && ResultChecks.IsChecked(call, use, moment)) tags.Add("checked");
        moment.Facts.Add(moment.Site(operation.Kind, call, callee.Path) with
        {
            Target = target,
            Tags = [.. tags.Distinct()],
            Fields = FieldsOf(call, name, moment),
            Outcome = use.Outcome,
            Result = use.Variable,
        });
    }

    /// <summary>Whether a function has to do with metering by its name; where it is handed the key, also by what else it is handed.</summary>
    private static bool IsForStores(FunctionFact function, bool isKeyHandedIn)
    {
        var words = Words.Of(function.Name);
        if (isKeyHandedIn)
        {
            Words.AddTo(words, function.Container ?? "");
            foreach (var parameter in function.Parameters) Words.AddTo(words, parameter);
        }

        return Vocabulary.SpeaksOfStores(words);
    }

    private static string Folded(string name)
    {
        if (name.EndsWith("Async", StringComparison.Ordinal)) name = name[..^5];
        return name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
    }

    private static bool IsStore(Expression receiver, out bool isCache)
    {
        var words = Words.Of(Callee.PathOf(receiver, 6));
        isCache = words.Contains("cache") || words.Contains("lru");
        return isCache || words.Overlaps(Stores);
    }

    private static bool IsClient(Expression receiver, Moment moment) =>
        moment.Facts.Imports("redis", "ioredis", "@upstash/redis", "@redis", "StackExchange.Redis", "aioredis") && Words.Of(Callee.PathOf(receiver, 6)).Overlaps(Clients);

    private static readonly FrozenSet<string> Clients = new[] { "client", "conn", "connection", "db", "database", "store" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Stores = new[] { "redis", "valkey", "ioredis", "kv", "memcached", "memcache", "pipeline", "multi", "pipe", "dragonfly", "upstash", "keydb" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>What a set says beside key and value: only when absent, for how long.</summary>
    private static void NoteOptions(CallExpression call, string name, List<string> tags, Moment moment)
    {
        var isClaim = false;
        for (var index = 1; index < call.Arguments.Length; index++)
        {
            var (option, value, _) = call.Arguments[index];
            if (option is "nx" or "NX") isClaim |= value is LiteralExpression { Value: "True" or "true" };
            if (option is "ex" or "px" or "EX" or "PX" or "timeout" or "ttl" or "expiry" or "exat" or "expiration" or "expire") tags.Add("ttl");
            if (value is LiteralExpression { Kind: LiteralKind.String, Value: var word })
            {
                isClaim |= word is "NX" or "nx" && name == "set";
                if (word is "EX" or "PX" or "ex" or "px" && name == "set") tags.Add("ttl");
            }
            else if (value is MemberExpression { Name: "NotExists" })
            {
                isClaim = true;
            }
            else if (option is null && value is CallExpression { Callee: MemberExpression { Target: NameExpression { Name: "TimeSpan" } } })
            {
                tags.Add("ttl");
            }

            if (index < 2 && name is "set" or "setstring" && option is null && value is ObjectExpression) continue;
            foreach (var entry in Moment.EntriesOf(moment.Resolve(value)) ?? [])
            {
                isClaim |= entry.Name is "nx" or "NX" || (entry.Name == "condition" && entry.Value is LiteralExpression { Value: "NX" });
                if (entry.Name is "ex" or "px" or "EX" or "PX" or "ttl" or "expirationTtl" or "expiration" or "AbsoluteExpirationRelativeToNow" or "SlidingExpiration" or "EXAT") tags.Add("ttl");
            }
        }

        // Two numbers or a number behind key and value: cache.set(key, value, 60), setnx with its expiry.
        if (tags.Contains("cache") && name == "set" && call.Arguments.Length > 2) tags.Add("ttl");
        if (isClaim) tags[tags.IndexOf("overwrite") is var index2 and >= 0 ? index2 : 0] = "claim";
        if (name is "eval" or "scriptevaluate" && SpeaksOfIncrement(call.Arguments[0].Value, moment)) tags.Add("increment");
    }

    private static bool SpeaksOfIncrement(Expression script, Moment moment) =>
        TextOf(script, moment) is { } text && text.Contains("INCR", StringComparison.OrdinalIgnoreCase);

    /// <summary>The text of a key or script, its holes as <c>?{…}</c>; null when it is made elsewhere.</summary>
    private static string? TextOf(Expression key, Moment moment, int depth = 12) => depth == 0 ? null : moment.Resolve(key) switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => Cut(literal.Value),
        TemplateExpression template => Cut(Templates.TextOf(template, moment.Tree.File.Text)),
        BinaryExpression { Operator: "+" } sum => TextOf(sum.Left, moment, depth - 1) is { } left ? Cut(left + (TextOf(sum.Right, moment, depth - 1) ?? "?")) : null,
        CallExpression { IsNew: false } call when Callee.Of(call.Callee).Last is { Length: > 0 } made => $"{made}()",
        ListExpression { Items: [var first, ..] } => TextOf(first, moment, depth - 1),
        _ => null,
    };

    private static string Cut(string text) => text.Length > 400 ? text[..400] : text;

    private static ImmutableArray<FieldFact> FieldsOf(CallExpression call, string name, Moment moment)
    {
        var fields = ImmutableArray.CreateBuilder<FieldFact>();
        var arguments = call.Arguments;
        Add("key", arguments[0].Value);
        switch (name)
        {
            case "hincrby" or "hset" or "hincrbyfloat" or "hashincrement" or "hashset" or "hsetnx" when arguments.Length > 2:
                Add("field", arguments[1].Value);
                Add("value", arguments[2].Value);
                break;
            case "zincrby" when arguments.Length > 2:
                Add("value", arguments[1].Value);
                Add("field", arguments[2].Value);
                break;
            case "setex" or "psetex" when arguments.Length > 2:
                Add("ttl", arguments[1].Value);
                Add("value", arguments[2].Value);
                break;
            case "expire" or "pexpire" or "expireat" or "keyexpire" when arguments.Length > 1:
                Add("ttl", arguments[1].Value);
                break;
            default:
                if (arguments.Length > 1) Add("value", arguments[1].Value);
                AddTtl();
                break;
        }

        return fields.ToImmutable();

        void Add(string field, Expression value) => fields.Add(new FieldFact(field, moment.LinesOf(value), moment.Trace(value)));

        void AddTtl()
        {
            for (var index = 2; index < arguments.Length; index++)
            {
                var (option, value, _) = arguments[index];
                if (option is "ex" or "px" or "timeout" or "ttl" or "expiry" or "expire") Add("ttl", value);
                else if (value is LiteralExpression { Value: "EX" or "PX" or "ex" or "px" } && index + 1 < arguments.Length) Add("ttl", arguments[index + 1].Value);
                else if (value is CallExpression { Callee: MemberExpression { Target: NameExpression { Name: "TimeSpan" } } }) Add("ttl", value);
                foreach (var entry in Moment.EntriesOf(moment.Resolve(value)) ?? [])
                {
                    if (entry.Name is "ex" or "px" or "EX" or "PX" or "ttl" or "expirationTtl" or "AbsoluteExpirationRelativeToNow") Add("ttl", entry.Value);
                }
            }
        }
    }
}
