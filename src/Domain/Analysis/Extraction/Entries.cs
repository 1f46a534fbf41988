using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>What starts a function from outside.</summary>
/// <param name="Text">What a person calls it; null when there is no start.</param>
internal readonly record struct Entry(EntryKind Kind, string? Text)
{
    public static Entry None => new(EntryKind.None, null);
}

/// <summary>Recognises what starts functions: decorators, attributes, names that frameworks call, and registrations.</summary>
internal static class Entries
{
    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase) { "get", "post", "put", "patch", "delete", "all", "head", "options" };

    public static Entry OfFunction(Function function, string? name, Moment moment)
    {
        if (OfDecorators(function) is { Kind: not EntryKind.None } decorated) return decorated;
        var path = moment.Tree.File.Path;
        name ??= function.Name ?? "";
        switch (name)
        {
            case "GET" or "POST" or "PUT" or "PATCH" or "DELETE" when IsJavaScript(moment):
                return IsWebhook(FolderRoute(path)) ? new Entry(EntryKind.Webhook, FolderRoute(path)) : Route(name, FolderRoute(path));
            case "handler" or "lambda_handler" or "Handler" or "FunctionHandler" or "fetch" when function.Parameters.Length >= 1:
                return OfServerless(function, name);
            case "queue" when function.Parameters is [{ Name: "batch" }, ..]:
                return new Entry(EntryKind.Consumer, name);
            case "scheduled" when function.Parameters.Length > 0:
                return new Entry(EntryKind.Schedule, name);
            case "shutdown" or "gracefulShutdown" or "onShutdown" or "on_shutdown" or "graceful_shutdown" or "lifespan":
                return new Entry(EntryKind.Shutdown, name);
            case "eachMessage" or "eachBatch" or "processMessage" or "process_message" or "handleMessage" or "handle_message" or "onMessage" or "on_message" or "consume"
                or "Received" or "ReceivedAsync" or "ProcessMessageAsync" when name != "consume" || Messages.AreTakenBy(function):
                return new Entry(EntryKind.Consumer, name);
        }

        if (function.Parameters is [{ Name: "event" or "_event" }, { Name: "context" or "_context" or "ctx" or "_" }]) return OfServerless(function, name);
        var words = Words.Of(name);
        if (words.Contains("webhook") && function.Parameters.Length > 0) return new Entry(EntryKind.Webhook, name);
        if (IsPage(function, name, path)) return Route("get", FolderRoute(path));
        if (IsRequestHandler(function)) return Route("", name);
        return Entry.None;
    }

    public static Entry OfMethod(Function method, TypeStatement type, Moment moment)
    {
        var name = method.Name ?? "";
        if (OfDecorators(method) is { Kind: not EntryKind.None } decorated) return decorated.Kind == EntryKind.Route ? Under(type, method, decorated) : decorated;
        var bases = string.Join(' ', type.Bases.Select(each => Callee.PathOf(each is CallExpression call ? call.Callee : each, 4)));
        switch (name)
        {
            case "StopAsync" or "onModuleDestroy" or "onApplicationShutdown" or "beforeApplicationShutdown" or "DisposeAsync" or "close" or "shutdown" or "stop" or "Dispose":
                return new Entry(EntryKind.Shutdown, name);
            case "ExecuteAsync" when bases.Contains("BackgroundService", StringComparison.Ordinal):
                return new Entry(EntryKind.Schedule, type.Name);
            case "Execute" or "Invoke" when bases.Contains("IJob", StringComparison.Ordinal) || bases.Contains("IInvocable", StringComparison.Ordinal):
                return new Entry(EntryKind.Schedule, type.Name);
            case "Consume" or "Handle" or "HandleAsync" or "process" or "perform" or "consume" when bases.Contains("Consumer", StringComparison.Ordinal) || bases.Contains("Handler", StringComparison.Ordinal) || bases.Contains("WorkerHost", StringComparison.Ordinal):
                return new Entry(EntryKind.Consumer, type.Name);
            case "get" or "post" or "put" or "patch" or "delete" when bases.Contains("View", StringComparison.Ordinal) || bases.Contains("Resource", StringComparison.Ordinal):
                return Route(name, type.Name);
            case "OnGet" or "OnGetAsync" or "OnPost" or "OnPostAsync" when bases.Contains("PageModel", StringComparison.Ordinal):
                return Route(name.Contains("Get", StringComparison.Ordinal) ? "get" : "post", type.Name);
            case "InvokeAsync" when method.Parameters.Any(parameter => parameter.Type is "HttpContext"):
                return Route("", type.Name);
        }

        return OfFunction(method, name, moment);
    }

    /// <summary>A function that is handed to a call, by position or under <paramref name="key"/>.</summary>
    public static Entry OfHandler(string? key, CallExpression call, Callee callee, Moment moment)
    {
        var first = call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } literal }, ..] ? literal.Value : null;
        switch (callee.Last)
        {
            case var verb when Verbs.Contains(verb) && call.Callee is MemberExpression && first is not null && first.StartsWith('/'):
                return IsWebhook(first) ? new Entry(EntryKind.Webhook, first) : Route(verb, first);
            case "MapGet" or "MapPost" or "MapPut" or "MapPatch" or "MapDelete":
                return first is not null && IsWebhook(first) ? new Entry(EntryKind.Webhook, first) : Route(callee.Last[3..], first ?? "");
            case "route" when key == "handler":
                return Route(TextOf(call, "method") ?? "", TextOf(call, "url") ?? TextOf(call, "path") ?? "");
            case "use" when call.Callee is MemberExpression && !callee.Path.Contains("prisma", StringComparison.Ordinal):
                return Route("middleware", first ?? "");
            case "schedule" or "CronJob" or "scheduleJob" or "setInterval" or "every" or "cron" or "createFunction":
                return new Entry(EntryKind.Schedule, first ?? callee.Path);
            case "Worker" when call.IsNew:
                return new Entry(EntryKind.Consumer, first ?? "worker");
            case "consume" or "subscribe" when !Messages.AreGivenBy(call):
                return Entry.None;
            case "process" when callee.Path.Contains("ueue", StringComparison.Ordinal):
            case "consume" or "subscribe" or "eachMessage" or "basic_consume" or "ProcessMessageAsync":
                return new Entry(EntryKind.Consumer, first ?? callee.Path);
            case "run" when key is "eachMessage" or "eachBatch":
                return new Entry(EntryKind.Consumer, key);
            case "create" when key is "handleMessage" or "handleMessageBatch":
                return new Entry(EntryKind.Consumer, key);
            case "on" when first is "message" && !callee.Path.Contains("ws", StringComparison.OrdinalIgnoreCase) && !callee.Path.Contains("socket", StringComparison.OrdinalIgnoreCase)
                && !callee.Path.StartsWith("process", StringComparison.Ordinal) && callee.Path.Contains("subscription", StringComparison.OrdinalIgnoreCase):
                return new Entry(EntryKind.Consumer, callee.Path);
            case "on" or "once" when first is "SIGTERM" or "SIGINT" or "SIGQUIT" or "beforeExit" or "exit" || (first is null && callee.Path is "process.on" or "process.once"):
                return new Entry(EntryKind.Shutdown, first ?? "signal");
            case "signal" when callee.Path == "signal.signal":
            case "add_signal_handler" or "createTerminus" or "gracefulShutdown" or "closeWithGrace":
                return new Entry(EntryKind.Shutdown, callee.Path);
            case "addHook" when first is "onClose":
            case "onShutdown" or "addShutdownHook" or "register" or "Register" when callee.Path.Contains("hutdown", StringComparison.Ordinal) || callee.Path.Contains("Stopping", StringComparison.Ordinal) || callee.Path == "atexit.register":
                return new Entry(EntryKind.Shutdown, callee.Path);
            default:
                return Entry.None;
        }
    }

    /// <summary>A route below the one that its class stands for: <c>[Route("orders/{orderId}")]</c>, <c>@Controller('orders')</c>.</summary>
    private static Entry Under(TypeStatement type, Function method, Entry route)
    {
        foreach (var decorator in type.Decorators)
        {
            if (decorator is not CallExpression { Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String, Value: { Length: > 0 } prefix } }, ..] } call || Callee.Of(call.Callee).Last is not ("Route" or "Controller" or "RoutePrefix" or "JsonController")) continue;
            if (IsWebhook("/" + prefix)) return new Entry(EntryKind.Webhook, prefix);
            var (verb, path) = route.Text!.IndexOf(' ') is var space && space > 0 ? (route.Text[..space], route.Text[(space + 1)..]) : (route.Text, "");
            return Route(verb, path == method.Name ? prefix : $"{prefix.TrimEnd('/')}/{path.TrimStart('/')}");
        }

        return route;
    }

    private static Entry OfDecorators(Function function)
    {
        foreach (var decorator in function.Decorators)
        {
            var call = decorator as CallExpression;
            var callee = Callee.Of(call?.Callee ?? decorator);
            var first = call?.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } literal }, ..] ? literal.Value : null;
            switch (callee.Last)
            {
                case "get" or "post" or "put" or "patch" or "delete" or "route" or "api_view" or "websocket" when callee.Last == "api_view" || call is not null:
                case "Get" or "Post" or "Put" or "Patch" or "Delete" or "All":
                case "HttpGet" or "HttpPost" or "HttpPut" or "HttpPatch" or "HttpDelete":
                    return first is not null && IsWebhook(first) ? new Entry(EntryKind.Webhook, first) : Route(callee.Last.Replace("Http", "", StringComparison.Ordinal), first ?? function.Name ?? "");
                case "middleware":
                    return Route("middleware", first ?? "");
                case "Cron" or "Interval" or "scheduled_job" or "periodic_task" or "TimerTrigger" or "scheduled" or "on_schedule" or "DisableConcurrentExecution" or "repeat_every":
                    return new Entry(EntryKind.Schedule, first ?? function.Name);
                case "task" or "shared_task" or "job" or "actor" or "Process" or "Processor" or "EventPattern" or "MessagePattern" or "SqsMessageHandler" or "RabbitSubscribe"
                    or "subscriber" or "agent" or "QueueTrigger" or "ServiceBusTrigger" or "KafkaListener" or "dramatiq" or "background" or "CapSubscribe":
                    return new Entry(EntryKind.Consumer, first ?? function.Name);
                case "on_event" when first == "shutdown":
                case "register" when callee.Path == "atexit.register":
                    return new Entry(EntryKind.Shutdown, callee.Path);
            }
        }

        foreach (var parameter in function.Parameters)
        {
            foreach (var decorator in parameter.Decorators)
            {
                switch (Callee.Of((decorator as CallExpression)?.Callee ?? decorator).Last)
                {
                    case "QueueTrigger" or "ServiceBusTrigger" or "EventHubTrigger" or "KafkaTrigger":
                        return new Entry(EntryKind.Consumer, function.Name);
                    case "TimerTrigger":
                        return new Entry(EntryKind.Schedule, function.Name);
                    case "HttpTrigger":
                        return Route("", function.Name ?? "");
                }
            }
        }

        return Entry.None;
    }

    private static Entry OfServerless(Function function, string name)
    {
        var first = function.Parameters[0];
        var type = first.Type ?? "";
        if (type.Contains("SQS", StringComparison.Ordinal) || type.Contains("Kinesis", StringComparison.Ordinal) || type.Contains("SNS", StringComparison.Ordinal)
            || type.Contains("DynamoDBStream", StringComparison.Ordinal))
        {
            return new Entry(EntryKind.Consumer, name);
        }

        if (type.Contains("Scheduled", StringComparison.Ordinal)) return new Entry(EntryKind.Schedule, name);
        // Without a type, the records of a batch tell a queue's or stream's event from a request.
        if (Inside.Any(function.Body, expression => expression is MemberExpression { Name: "Records" } or IndexExpression { Index: LiteralExpression { Value: "Records" } }
            or CallExpression { Callee: MemberExpression { Name: "get" }, Arguments: [{ Value: LiteralExpression { Value: "Records" } }, ..] }))
        {
            return new Entry(EntryKind.Consumer, name);
        }

        return Route("", name);
    }

    private static bool IsRequestHandler(Function function)
    {
        var parameters = function.Parameters;
        if (parameters.Length < 2) return false;
        var (first, second) = (parameters[0], parameters[1]);
        return (first.Name is "req" or "request" or "_req" && second.Name is "res" or "response" or "reply" or "rep" or "_res")
            || first.Type is "NextApiRequest" or "Request" or "FastifyRequest" && second.Name is "res" or "reply";
    }

    private static bool IsJavaScript(Moment moment) => moment.Tree.File.Language is Language.JavaScript or Language.TypeScript;

    /// <summary>The route of a file that is a route by its place: <c>app/api/usage/route.ts</c> is <c>/api/usage</c>.</summary>
    private static string FolderRoute(string path)
    {
        var folder = path.LastIndexOf('/') is var slash && slash > 0 ? path[..slash] : "";
        var app = folder.IndexOf("app/", StringComparison.Ordinal);
        return "/" + (app >= 0 ? folder[(app + 4)..] : folder);
    }

    private static Entry Route(string verb, string path) => new(IsCalledByTimer(path) ? EntryKind.Schedule : EntryKind.Route, $"{verb.ToUpperInvariant()} {path}".Trim());

    /// <summary>Whether a path says that a timer calls it: <c>/api/cron/ingest-usage</c>.</summary>
    private static bool IsCalledByTimer(string path) => path.Contains("cron", StringComparison.OrdinalIgnoreCase) && Words.Of(path).Overlaps(["cron", "crons", "cronjob", "cronjobs"]);

    /// <summary>Whether a function is a page of Next.js, which the server makes for each request: <c>app/usage/page.tsx</c>.</summary>
    private static bool IsPage(Function function, string name, string path) => function.IsAsync && name.EndsWith("Page", StringComparison.Ordinal)
        && path[(path.LastIndexOf('/') + 1)..] is "page.tsx" or "page.jsx" or "page.ts" or "page.js" && $"/{path}".Contains("/app/", StringComparison.Ordinal);

    private static bool IsWebhook(string path) => path.Contains("webhook", StringComparison.OrdinalIgnoreCase) || path.Contains("/hooks", StringComparison.OrdinalIgnoreCase);

    private static string? TextOf(CallExpression call, string name) =>
        call.Arguments.Select(argument => argument.Value).OfType<ObjectExpression>().SelectMany(entries => entries.Entries)
            .FirstOrDefault(entry => entry.Name == name).Value is LiteralExpression literal ? literal.Value : null;
}
