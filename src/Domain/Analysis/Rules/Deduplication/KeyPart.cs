using System.Collections.Frozen;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.Deduplication;

internal enum KeyPart
{
    /// <summary>Tells one fact from another, as far as the code shows: a request, a row, a message, an exact moment.</summary>
    Distinct,

    Constant,

    /// <summary>Whose usage it is.</summary>
    Customer,

    /// <summary>What kind of usage it is: the meter, an endpoint, a model.</summary>
    Kind,

    /// <summary>A day, hour or period that many facts share.</summary>
    Window,

    /// <summary>How much it is.</summary>
    Amount,

    /// <summary>What may change later: an e-mail address, a plan, a price.</summary>
    Mutable,
}

/// <summary>Says what a part of an idempotency key identifies, by its name and by what flows into it.</summary>
internal static class KeyParts
{
    private static readonly FrozenSet<string> Carriers = Set(
        "event", "usage", "record", "row", "item", "data", "job", "job's", "req", "request", "body", "params", "ctx", "context", "message", "msg", "payload", "input",
        "args", "this", "self", "state", "entry", "value", "values", "user", "locals", "auth", "session", "headers", "header", "query", "get", "to", "string", "str", "current",
        "dto", "command", "options", "opts", "props");

    private static readonly FrozenSet<string> Customers = Set(
        "customer", "account", "org", "organization", "organisation", "tenant", "user", "team", "workspace", "subscription", "subscriber", "subject", "client", "company",
        "merchant", "cus", "project", "owner");

    private static readonly FrozenSet<string> Kinds = Set(
        "meter", "metric", "type", "feature", "endpoint", "path", "route", "url", "model", "sku", "code", "category", "method", "region", "service", "kind",
        "dimension", "tool");

    private static readonly FrozenSet<string> Windows = Set(
        "day", "date", "month", "hour", "week", "year", "period", "window", "bucket", "today", "yesterday", "minute", "daily", "hourly", "monthly", "billing", "cycle", "quarter");

    private static readonly FrozenSet<string> Amounts = Set(
        "quantity", "qty", "units", "amount", "count", "total", "tokens", "bytes", "seconds", "minutes", "cost", "value", "size", "length", "duration", "credits");

    private static readonly FrozenSet<string> Mutables = Set("email", "mail", "plan", "tier", "price", "username", "nickname");

    private static readonly FrozenSet<string> Glue = Set("id", "ids", "key", "name", "code", "slug", "stripe", "external", "orb", "lago", "metronome", "internal", "uid", "ref", "start", "end", "at", "of", "in", "the", "from", "label");

    public static KeyPart Of(Value part)
    {
        if (part.Has(Traits.Constant) || (part.Has(Traits.Setting) && !part.Has(Traits.Parameter))) return KeyPart.Constant;
        if (part.Has(Traits.Random)) return KeyPart.Distinct;
        var links = Links(part.Text);
        if (part.Has(Traits.Clock)) return IsCoarse(part) ? KeyPart.Window : KeyPart.Distinct;
        // What is left of a division: event.id % 10.
        if (part.Has(Traits.Truncated) && part.Text.Contains(" % ", StringComparison.Ordinal)) return KeyPart.Window;
        // A time of the event cut to a day: usage.at.slice(0, 10).
        if (part.Has(Traits.Truncated) && !part.Has(Traits.Hash) && part.SpeaksAny("at", "date", "time", "timestamp", "occurred", "day")) return KeyPart.Window;
        for (var index = links.Count - 1; index >= 0; index--)
        {
            var words = Words.Of(links[index]);
            if (words.All(Glue.Contains)) continue;
            return OfWords(words, isLast: index == links.Count - 1);
        }

        return KeyPart.Distinct;
    }

    /// <summary>Whether a time is cut to an hour, day or period.</summary>
    public static bool IsCoarse(Value part) =>
        part.Has(Traits.Truncated) || (part.Has(Traits.Rounded) && !part.Has(Traits.Seconds)) || part.SpeaksAny("day", "hour", "month", "window", "period", "bucket", "today");

    private static KeyPart OfWords(WordSet words, bool isLast)
    {
        bool Only(FrozenSet<string> meaning) => words.Overlaps(meaning) && words.All(word => meaning.Contains(word) || Glue.Contains(word) || Carriers.Contains(word));
        if (words.Overlaps(Mutables) && words.All(word => Mutables.Contains(word) || Glue.Contains(word) || Carriers.Contains(word) || Customers.Contains(word))) return KeyPart.Mutable;
        if (Only(Customers)) return KeyPart.Customer;
        if (Only(Windows)) return KeyPart.Window;
        if (Only(Kinds) || (words.Contains("event") && words.Contains("name"))) return KeyPart.Kind;
        return isLast && Only(Amounts) ? KeyPart.Amount : KeyPart.Distinct;
    }

    /// <summary>The names of a path, in order; of an expression that is more than a path, the names of all of it.</summary>
    private static List<string> Links(string text) => [.. text.Split(['.', '[', ']', '\'', '"', '?', '!', '(', ')', ' '], StringSplitOptions.RemoveEmptyEntries)];

    private static FrozenSet<string> Set(params string[] words) => words.ToFrozenSet(StringComparer.Ordinal);
}
