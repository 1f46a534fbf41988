using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Usage events that go to a billing provider, by SDK call or by HTTP. Tags: <c>batch</c>, <c>stream</c>, <c>http</c>, <c>legacy</c> (Stripe
/// usage records), <c>open</c> (more fields come from elsewhere), <c>async</c> (the call is asynchronous), <c>header-key</c> (an HTTP idempotency key is
/// given beside the event), <c>wrapped</c> (events come from elsewhere, their fields are not shown here), <c>answer-read</c> or <c>answer-unread</c> (a
/// refusal comes back as an answer, and its status is looked at or not), <c>size:…</c> (of a batch, see <see cref="Batches"/>), <c>built:…</c>, <c>rebuilt:…</c> and <c>given:…</c> (the
/// function that builds a wrapped event, the parameter that holds it).
/// </summary>
internal sealed class ProviderSends : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew) return;
        if (OfSdk(callee, call, moment) is { } sdk) Note(call, callee, use, moment, sdk.Provider, sdk.Tags);
        else if (OfHttp(callee, call, moment) is { } http) Note(call, callee, use, moment, http.Provider, http.Tags);
    }

    private static void Note(CallExpression call, Callee callee, Use use, Moment moment, string provider, ImmutableArray<string> tags)
    {
        var site = moment.Site(SiteKind.Send, call, callee.Path);
        var makers = new List<string>();
        var events = EventShapes.Of(call, moment, makers).ToList();
        var fields = moment.FieldsOf(events);
        if (IsCompletedLater(call, moment) || events.Any(entry => entry.Name is null && Moment.EntriesOf(moment.Resolve(entry.Value)) is null)) tags = tags.Add("open");
        if (IsAsync(call, callee, moment)) tags = tags.Add("async");
        if (HasHeaderKey(call, provider, moment)) tags = tags.Add("header-key");
        if (tags.Contains("http") && Answers.KeepsRefusals(call, callee, moment)) tags = tags.Add(Answers.IsStatusRead(call, use, moment) ? "answer-read" : "answer-unread");
        if (tags.Contains("batch") && Batches.SizeOf(call, moment) is { } size) tags = tags.Add($"size:{size}");
        if (fields.IsEmpty || (fields.Length == 1 && fields[0].Name is "events" or "usage" or "batch")) tags = tags.Add("wrapped");
        if (tags.Contains("wrapped")) tags = tags.AddRange(makers.Distinct());
        moment.Facts.Add(site with
        {
            Provider = provider,
            Target = MeterOf(fields),
            Tags = tags,
            Fields = fields,
            Outcome = use.Outcome,
            Result = use.Variable,
        });
    }

    /// <summary>The last names of all SDK calls below.</summary>
    private static readonly FrozenSet<string> SdkVerbs = new[]
    {
        "create", "Create", "CreateAsync", "create_async", "New", "createUsageRecord", "create_usage_record", "ingest", "Ingest", "IngestAsync", "ingest_event",
        "ingest_events", "ingestEvents", "ingestEvent", "IngestEventAsync", "IngestEventsAsync", "createEvent", "createBatchEvents", "CreateEvent",
        "CreateBatchEvents", "CreateEventAsync", "CreateBatchEventsAsync", "batch_create",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static (string Provider, ImmutableArray<string> Tags)? OfSdk(Callee callee, CallExpression call, Moment moment)
    {
        var last = callee.Last;
        if (!SdkVerbs.Contains(last)) return null;
        // A service goes by any name where the type of its options says what it creates.
        if (last is "Create" or "CreateAsync" && call.Arguments is [{ Value: var options }, ..] && moment.Resolve(options) is CallExpression { IsNew: true } made
            && Callee.Of(made.Callee).Last is "MeterEventCreateOptions" or "MeterEventStreamCreateOptions")
        {
            return ("stripe", Callee.Of(made.Callee).Last == "MeterEventCreateOptions" ? ["v1"] : ["batch", "stream", "v2"]);
        }

        var path = callee.Folded;
        if (path.Contains("meterevent", StringComparison.Ordinal) && last is "create" or "Create" or "CreateAsync" or "create_async" or "New")
        {
            if (path.Contains("adjustment", StringComparison.Ordinal) || path.Contains("session", StringComparison.Ordinal)) return null;
            return ("stripe", path.Contains("stream", StringComparison.Ordinal) ? ["batch", "stream", "v2"] : path.Contains("v2.", StringComparison.Ordinal) ? ["v2"] : ["v1"]);
        }

        if (last is "createUsageRecord" or "create_usage_record" || path.EndsWith("usagerecords.create", StringComparison.Ordinal)
            || (path.Contains("usagerecordservice", StringComparison.Ordinal) && last is "Create" or "CreateAsync"))
        {
            return ("stripe", ["legacy"]);
        }

        if (path.EndsWith("v1.usage.ingest", StringComparison.Ordinal)) return ("metronome", ["batch"]);
        if (path.EndsWith("events.ingest", StringComparison.Ordinal) || path.EndsWith("events.ingestasync", StringComparison.Ordinal)) return OfIngest(call, moment);
        if (last is "ingest_event" or "ingest_events" or "ingestEvents" or "ingestEvent" or "IngestEventAsync" or "IngestEventsAsync") return ("openmeter", last.Contains("vents", StringComparison.Ordinal) ? ["batch"] : []);
        if (last is "createEvent" or "createBatchEvents" or "CreateEvent" or "CreateBatchEvents" or "CreateEventAsync" or "CreateBatchEventsAsync" or "batch_create"
            || (path.EndsWith("events.create", StringComparison.Ordinal) && (path.Contains("lago", StringComparison.Ordinal) || moment.Facts.Imports("lago", "org.getlago"))))
        {
            var isLago = path.Contains("lago", StringComparison.Ordinal) || moment.Facts.Imports("lago", "org.getlago", "Org.OpenAPITools")
                || (path.Contains("events", StringComparison.Ordinal) && last is "createBatchEvents" or "batch_create");
            return isLago ? ("lago", last.Contains("atch", StringComparison.Ordinal) ? ["batch"] : []) : null;
        }

        return null;
    }

    /// <summary>Several providers call it <c>events.ingest</c>: the import decides, else the names of the event's fields.</summary>
    private static (string Provider, ImmutableArray<string> Tags)? OfIngest(CallExpression call, Moment moment)
    {
        if (moment.Facts.Imports("orb", "Orb", "com.withorb")) return ("orb", ["batch"]);
        if (moment.Facts.Imports("@openmeter", "openmeter", "OpenMeter")) return ("openmeter", call.Arguments is [{ Value: ListExpression }, ..] ? ["batch"] : []);
        var fields = moment.FieldsOf(EventShapes.Of(call, moment));
        if (fields.Any(field => field.Name.EndsWith("idempotency_key", StringComparison.Ordinal) || field.Name.EndsWith("external_customer_id", StringComparison.Ordinal))) return ("orb", ["batch"]);
        if (fields.Any(field => field.Name is "specversion" or "subject" or "source")) return ("openmeter", []);
        var path = Callee.PathOf(call.Callee, 6).ToLowerInvariant();
        return path.Contains("orb", StringComparison.Ordinal) ? ("orb", ["batch"]) : path.Contains("meter", StringComparison.Ordinal) ? ("openmeter", []) : null;
    }

    private static (string Provider, ImmutableArray<string> Tags)? OfHttp(Callee callee, CallExpression call, Moment moment)
    {
        var posts = callee.Last is "fetch" or "post" or "request" or "axios" or "PostAsync" or "PostAsJsonAsync" or "SendAsync" or "urlopen" or "got" or "ky";
        if (!posts || call.Arguments.IsEmpty) return null;
        var url = UrlOf(call.Arguments[0].Value, moment);
        // A statement that is fetched from a database has words, not a path.
        if (url is null || url.AsSpan().Trim().ContainsAny(' ', '\n') || !url.Contains('/', StringComparison.Ordinal) && Words.Of(url).Overlaps(["url", "uri", "endpoint", "host"]) is false) return null;
        var provider = url switch
        {
            _ when Has(url, "/billing/meter_event") || Has(url, "meter-events.stripe.com") || Has(url, "/usage_records") => "stripe",
            _ when Has(url, "withorb.com") && Has(url, "/ingest") => "orb",
            _ when Has(url, "metronome.com") && Has(url, "/ingest") => "metronome",
            _ when Has(url, "getlago.com") && Has(url, "/events") => "lago",
            _ when Has(url, "/openmeter/events") || (Has(url, "openmeter") && Has(url, "/events")) => "openmeter",
            _ when Has(url, "api/v1/events") && OfEnvelope(call, moment) is { } enveloped => enveloped,
            _ when Ends(url, "ingest", "usage") && NamedAround(callee, call, moment) is ("orb" or "metronome") and var named => named,
            _ when Ends(url, "events", "events/batch") && NamedAround(callee, call, moment) is ("lago" or "openmeter") and var named => named,
            _ when IsOwnIngest(url) || (IsOfBilling(url) && Carries(call, callee, moment)) => "custom",
            _ => null,
        };
        if (provider is null) return null;
        return (provider, Has(url, "batch") || Has(url, "stream") || provider is "orb" or "metronome" ? ["http", "batch"] : ["http"]);
    }

    /// <summary>A path of an own service that takes usage, such as <c>/usage/events</c> or <c>/metering/ingest</c>.</summary>
    private static bool IsOwnIngest(string url)
    {
        var words = Words.Of(url);
        return words.Overlaps(Vocabulary.Usage) && (words.Overlaps(["ingest", "events", "event", "record", "records", "track", "report"]) || words.Contains("metering"));
    }

    /// <summary>The usage of a billing service, which is given and asked for under one address: <c>https://billing.internal/usage</c>.</summary>
    private static bool IsOfBilling(string url) => Words.Of(url) is var words && words.Overlaps(Vocabulary.Usage) && words.Overlaps(["billing", "meter", "meters", "billable"]);

    private static bool Carries(CallExpression call, Callee callee, Moment moment) => callee.Last is "post" or "PostAsync" or "PostAsJsonAsync"
        || call.Arguments.Skip(1).Any(argument => argument.Name is "body" or "json" or "data" || (Moment.EntriesOf(moment.Resolve(argument.Value)) ?? []).Any(entry => entry.Name is "body" or "data" or "json"));

    private static bool Ends(string url, params ReadOnlySpan<string> paths)
    {
        var path = url.AsSpan();
        var query = path.IndexOf('?');
        if (query >= 0) path = path[..query];
        path = path.TrimEnd('/');
        foreach (var each in paths)
        {
            if (path.EndsWith(each, StringComparison.OrdinalIgnoreCase) && (path.Length == each.Length || path[path.Length - each.Length - 1] == '/')) return true;
        }

        return false;
    }

    /// <summary>The provider that what stands around a call is named after, where its address is set elsewhere: the client, its type, its file.</summary>
    private static string? NamedAround(Callee callee, CallExpression call, Moment moment)
    {
        var words = Words.Of($"{callee.Path} {moment.TextOf(call.Arguments[0].Value)} {moment.Facts.Function(moment.Function.Index).Container} {moment.Tree.File.Path}");
        var root = call.Callee;
        while (root is MemberExpression member) root = member.Target;
        if (root is NameExpression && moment.Resolve(root) is CallExpression made) Words.AddTo(words, Snippet.Of(moment.Tree.File.Text, made.Span, 200));
        foreach (var name in (ReadOnlySpan<string>)["orb", "metronome", "lago", "openmeter"])
        {
            if (words.Contains(name) || words.Contains("with" + name) || words.Contains("get" + name)) return name;
        }

        return words.Contains("open") && words.Contains("meter") ? "openmeter" : null;
    }

    private static string? OfEnvelope(CallExpression call, Moment moment)
    {
        var names = moment.FieldsOf(EventShapes.Of(call, moment)).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        return names.Any(name => name.EndsWith("transaction_id", StringComparison.Ordinal)) ? "lago" : names.Contains("specversion") || names.Contains("subject") ? "openmeter" : null;
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);

    private static string? UrlOf(Expression expression, Moment moment, int depth = 12) => depth == 0 ? null : moment.Resolve(expression) switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => literal.Value,
        TemplateExpression template => Templates.TextOf(template, moment.Tree.File.Text),
        BinaryExpression { Operator: "+" } sum => UrlOf(sum.Left, moment, depth - 1) + UrlOf(sum.Right, moment, depth - 1),
        ObjectExpression options => options.Entries.FirstOrDefault(entry => entry.Name is "url" or "uri").Value is { } url ? UrlOf(url, moment, depth - 1) : null,
        CallExpression { Arguments: [{ Value: var first }, ..] } call when call.IsNew => call.Arguments.Length > 1 ? UrlOf(first, moment, depth - 1) + UrlOf(call.Arguments[1].Value, moment, depth - 1) : UrlOf(first, moment, depth - 1),
        NameExpression or MemberExpression => moment.TextOf(expression),
        null => moment.TextOf(expression),
        _ => null,
    };

    /// <summary>Whether what a call is given gets members elsewhere in the function.</summary>
    private static bool IsCompletedLater(CallExpression call, Moment moment) => call.Arguments.Any(argument =>
        argument.Value is NameExpression name && moment.Scope.Find(Scope.AnyMemberOf(name.Name), name.Span.Start, out _) is not null);

    private static string? MeterOf(ImmutableArray<FieldFact> fields)
    {
        foreach (var name in (ReadOnlySpan<string>)["event_name", "eventName", "EventName", "event_type", "eventType", "EventType", "code", "Code", "type", "Type", "meter", "Meter"])
        {
            foreach (var field in fields)
            {
                if (string.Equals(field.Name, name, StringComparison.Ordinal) && field.Value.Literal is { Length: > 0 } literal) return literal;
            }
        }

        return null;
    }

    private static bool IsAsync(CallExpression call, Callee callee, Moment moment) => moment.Tree.File.Language switch
    {
        Language.JavaScript or Language.TypeScript => true,
        Language.CSharp => callee.Last.EndsWith("Async", StringComparison.Ordinal),
        Language.Python => callee.Last.EndsWith("_async", StringComparison.Ordinal) || moment.Facts.Imports("openmeter.aio", "httpx", "aiohttp")
            || moment.Trace(call.Callee).Text.Contains("async", StringComparison.OrdinalIgnoreCase) || IsAsyncClient(call, moment),
        _ => false,
    };

    private static bool IsAsyncClient(CallExpression call, Moment moment)
    {
        var root = call.Callee;
        while (root is MemberExpression member) root = member.Target;
        return moment.Resolve(root) is CallExpression made && Callee.PathOf(made.Callee, 4).Contains("Async", StringComparison.Ordinal);
    }

    private static bool HasHeaderKey(CallExpression call, string provider, Moment moment) => call.Arguments.Any(argument =>
        argument.Name is "idempotency_key" or "options" or "headers" && (argument.Name is "idempotency_key" || SpeaksOfKey(argument.Value, moment))
        || (argument.Name is null && call.Arguments.Length > 1 && argument.Value != call.Arguments[0].Value && SpeaksOfKey(argument.Value, moment) && provider is "stripe" or "orb" or "metronome" or "custom"));

    private static bool SpeaksOfKey(Expression value, Moment moment) => Moment.EntriesOf(moment.Resolve(value)) is { } entries && entries.Any(entry =>
        entry.Name is "idempotencyKey" or "idempotency_key" or "IdempotencyKey" or "Idempotency-Key"
        || (entry.Name is "headers" && SpeaksOfKey(entry.Value, moment)));
}
