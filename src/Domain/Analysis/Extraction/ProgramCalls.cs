using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Calls of the program's own functions, as far as metering may depend on them: those whose name or receiver speaks of it, and those of functions
/// that this file defines. Linking finds the function. Tags: <c>async</c>: the language makes the call asynchronous if its function is; <c>bare</c>: nobody takes what it gives; <c>of:…</c>:
/// the type of what is called, where that alone speaks of metering.
/// </summary>
internal sealed class ProgramCalls : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || callee.Last.Length < 2) return;
        if (callee.Last is "map" or "forEach" or "flatMap" or "Select" or "ForEach" or "for_each" or "mapSeries" or "ForEachAsync") NoteEach(call, moment);
        string? type = null;
        if (!moment.Defines(callee.Last) && !SpeaksOfMetering(callee.Last) && !IsAskedOfMetering(call, callee, moment, out type) && !IsElsewhere(call, callee, moment)) return;
        moment.Facts.Add(moment.Site(SiteKind.Call, call, callee.Path) with
        {
            Target = callee.Last,
            Outcome = use.Outcome,
            Result = use.Variable,
            Fields = moment.FieldsOf(call.Arguments.Take(12).Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })),
            Tags =
            [
                .. moment.Tree.File.Language is Language.CSharp && callee.Last.EndsWith("Async", StringComparison.Ordinal) ? (string[])["async"] : [],
                .. use.IsBare || use.Outcome == Outcome.Dropped ? (string[])["bare"] : [],
                .. type is null ? (string[])[] : [$"of:{type}"],
            ],
        });
    }

    /// <summary>A function that is named, to be called for each item: <c>accounts.map(notify)</c>.</summary>
    private static void NoteEach(CallExpression call, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is not NameExpression { Name: var name } || !(moment.Defines(name) || (moment.IsAboutMetering && moment.Borrows(name)))) continue;
            var site = moment.Site(SiteKind.Call, argument.Value, name);
            moment.Facts.Add(site with { Target = name, Outcome = Outcome.Kept, Within = site.Within | Surroundings.Loop });
        }
    }

    /// <summary>
    /// Whether a function of another file is called: by a name that is imported from there, on a module, or on a collaborator whose type is one of the
    /// program's own.
    /// </summary>
    private static bool IsElsewhere(CallExpression call, Callee callee, Moment moment)
    {
        if (!moment.IsAboutMetering) return false;
        switch (call.Callee)
        {
            case NameExpression name:
                return moment.Borrows(name.Name);
            case MemberExpression { Target: NameExpression { Name: [>= 'a' and <= 'z' or '_', ..] target } }:
                return (moment.Borrows(target) || IsOwnType(moment.Scope.Find(target, call.Span.Start, out _)?.Type)) && !IsCommon(callee.Last);
            case MemberExpression { Target: MemberExpression { Target: NameExpression { Name: "this" or "self" } } member }:
                return IsOwnType(moment.Scope.Find("this." + member.Name, call.Span.Start, out _)?.Type) && !IsCommon(callee.Last);
            default:
                return false;
        }
    }

    /// <summary>A type named after a part of a program: a service, a store, a client of something.</summary>
    private static bool IsOwnType(string? type) => type is [>= 'A' and <= 'Z', ..] && Words.Of(type) is var words && words.Overlaps(Parts)
        && !words.Overlaps(["logger", "http", "db", "sql", "redis", "kafka", "stripe", "orb", "mongo", "dynamo", "cache", "configuration", "options"]);

    private static readonly HashSet<string> Parts = new(StringComparer.Ordinal)
    {
        "service", "services", "store", "repository", "repo", "gateway", "queries", "query", "writer", "reader", "reporter", "recorder", "forwarder", "relay", "exporter", "publisher", "sender", "calculator", "rater", "rating", "pricing", "pricer",
        "prices", "builder", "drafts", "handler", "manager", "provider", "facade", "processor", "aggregator", "collector", "tracker", "guard", "limiter", "policy", "enforcer", "closer", "outbox", "ledger", "book", "sync", "syncer", "importer", "worker",
        "notifier", "estimator", "counter", "dispatcher", "source", "client",
    };

    private static bool IsCommon(string name) => name is "query" or "execute" or "error" or "info" or "warn" or "warning" or "debug" or "log" or "exception" or "set" or "get" or "inc" or "labels" or "json" or "commit" or "rollback"
        or "connect" or "begin" or "end" or "parse" or "critical" or "fatal" or "cursor" or "transaction" or "connection" or "quit";

    /// <summary>Whether what is called is a collaborator that is named after metering, or whose type is: <c>ledger.AddAsync</c>, <c>this.usage.save</c>.</summary>
    private static bool IsAskedOfMetering(CallExpression call, Callee callee, Moment moment, out string? type)
    {
        type = null;
        var name = call.Callee switch
        {
            MemberExpression { Target: NameExpression target } => target.Name,
            MemberExpression { Target: MemberExpression { Target: NameExpression { Name: "this" or "self" } } member } => member.Name,
            _ => null,
        };
        if (name is null) return false;
        if (Vocabulary.SpeaksOfUsage(name)) return true;
        if (!Records(callee.Last)) return false;
        var declared = moment.Scope.Find(call.Callee is MemberExpression { Target: NameExpression } ? name : "this." + name, call.Span.Start, out _)?.Type;
        if (declared is null || !Vocabulary.SpeaksOfUsage(declared)) return false;
        type = declared;
        return true;
    }

    private static bool Records(string name) => name is [('a' or 'A' or 'i' or 'I' or 'p' or 'P' or 's' or 'S' or 'w' or 'W'), ..]
        && (name is "add" or "Add" or "AddAsync" or "insert" or "Insert" or "InsertAsync" or "save" or "Save" or "SaveAsync" or "append" or "Append" or "AppendAsync" or "write" or "Write" or "WriteAsync"
            or "put" or "Put" or "PutAsync" or "store" or "Store" or "StoreAsync" or "send" or "Send" or "SendAsync" or "push" or "persist" or "PersistAsync" or "PushAsync");

    private static bool SpeaksOfMetering(string name)
    {
        var words = Words.Of(name);
        return words.Overlaps(Vocabulary.Usage) || words.Overlaps(Vocabulary.Billing) || words.Overlaps(Verbs);
    }

    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "track", "record", "emit", "report", "flush", "ingest", "publish", "enqueue", "key", "limit", "limits", "entitlement", "entitled", "reconcile", "alert", "notify",
        "dedupe", "idempotency", "period", "consume", "reserve", "settle", "spend", "take", "release", "hold", "refund", "deduct", "debit", "allowance", "balance",
    };
}
