namespace Claudit.BadInputs;

/// <summary>Requests that submit nothing: wrong parameters, headers, methods, ids and addresses.</summary>
internal static class BadQuestions
{
    private const string Number = "is a whole number from";
    private const string States = "'state' is one of queued, running, completed, failed, canceled.";
    private const string Cursor = "A cursor is the 'next' of the page before, as it stands there; leave it out for the first page.";
    private const string EventId = "Send the id of the last event that you have: a whole number from 0.";
    private const string Formats = "'format' is one of json, html, markdown, text, sarif.";
    private const string Key = "Send one Idempotency-Key of 1 to 255 printable ASCII characters, such as a UUID.";
    private const string Nothing = "There is nothing at this address; /api/v1/openapi.json has all that there is.";
    private const string NoAudit = "There is no audit with this id, or it has expired or been erased; GET /api/v1/audits lists yours.";
    private const string Foreign = "A page of another origin sent this";

    private static readonly string Long = new('a', 300);

    public static IEnumerable<BadRequest> All => [.. Parameters, .. Headers, .. Audits, .. Methods, .. Addresses];

    private static IEnumerable<BadRequest> Parameters =>
    [
        Malformed("/audits?limit=0", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=101", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=-1", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=%2B5", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=1e1", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=%D9%A3", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=99999999999999999999", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=", "?limit", $"'limit' {Number} 1 to 100."),
        Malformed("/audits?limit=1&limit=2", "?limit", "Give 'limit' once."),
        Malformed("/audits?state=paused", "?state", States),
        Malformed("/audits?state=1", "?state", States),
        Malformed("/audits?state=", "?state", States),
        Malformed("/audits?state=failed,completed", "?state", States),
        Malformed("/audits?audit=a&audit=b", "?audit", "Give 'audit' once."),
        Malformed("/audits?cursor=../x", "?cursor", Cursor),
        Malformed("/audits?cursor=zzz", "?cursor", Cursor),
        Malformed("/audits?cursor=", "?cursor", Cursor),
        Malformed("/audits?cursor=2512345678901234567.01k9m2c4r8t0w3x5z7b9d1f3h5.", "?cursor", Cursor),
        Malformed("/audits/abc?wait=61", "?wait", $"'wait' {Number} 0 to 60."),
        Malformed("/audits/abc?wait=-1", "?wait", $"'wait' {Number} 0 to 60."),
        Malformed("/audits/abc?wait=1.5", "?wait", $"'wait' {Number} 0 to 60."),
        Malformed("/audits/abc?wait=forever", "?wait", $"'wait' {Number} 0 to 60."),
        Malformed("/audits/abc?wait=1&wait=2", "?wait", "Give 'wait' once."),
        Malformed("/audits/abc?after=x", "?after", $"'after' {Number} 0."),
        Malformed("/audits/abc?after=9223372036854775808", "?after", $"'after' {Number} 0."),
        Malformed("/audits/abc/events?after=1.5", "?after", $"'after' {Number} 0."),
        Malformed("/audits/abc/events?after=", "?after", $"'after' {Number} 0."),
        Malformed("/audits/abc/report?format=pdf", "?format", Formats),
        Malformed("/audits/abc/report?format=", "?format", Formats),
        Malformed("/audits/abc/report?format=json&format=html", "?format", "Give 'format' once."),
        Unknown("/audits?stat=x", "?stat", "There is no query parameter 'stat' here; this address takes 'state', 'audit', 'cursor', 'limit'."),
        Unknown("/audits?State=failed", "?State", "There is no query parameter 'State' here"),
        Unknown("/audits/abc/events?wait=5", "?wait", "There is no query parameter 'wait' here; this address takes 'after'."),
        Unknown("/catalog?x=1", "?x", "There is no query parameter 'x' here; this address takes none."),
        Unknown("/health/live?%1B%5B2J", "?\uFFFD[2J", "There is no query parameter '\uFFFD[2J' here; this address takes none."),
        Unknown("/openapi.json?v", "?v", "There is no query parameter 'v' here; this address takes none."),
    ];

    private static IEnumerable<BadRequest> Headers =>
    [
        With("Last-Event-ID", "seven", "GET /audits/abc/events", "parameter-malformed", EventId),
        With("Last-Event-ID", "7é", "GET /audits/abc/events", "parameter-malformed", EventId),
        With("Last-Event-ID", "-1", "GET /audits/abc", "parameter-malformed", EventId),
        With("Last-Event-ID", "99999999999999999999", "GET /audits/abc", "parameter-malformed", EventId),
        With("Last-Event-ID", "1, 2", "GET /audits/abc/events", "parameter-malformed", EventId),
        With("Last-Event-ID", "x", "GET /audits/abc", "parameter-malformed", EventId, ("Accept", "text/event-stream")),
        With("Idempotency-Key", "", "POST /audits", "idempotency-key-malformed", Key),
        With("Idempotency-Key", "k\ty", "POST /audits", "idempotency-key-malformed", Key),
        With("Idempotency-Key", "schlüssel", "POST /audits", "idempotency-key-malformed", Key),
        With("Idempotency-Key", new string('k', 256), "POST /audits", "idempotency-key-malformed", Key),
        new("a report in no format that there is", "GET /audits/abc/report", 406, "not-acceptable", "Accept one of application/json, text/html, text/markdown, text/plain, application/sarif+json, or use ?format=.")
        {
            Headers = [("Accept", "image/png")],
        },
        new("a report in any format but all", "GET /audits/abc/report", 406, "not-acceptable", "or use ?format=.") { Headers = [("Accept", "*/*;q=0")] },
        new("another host", "GET /audits", 421, "host-refused", "This server does not go by the name 'evil.example': ask localhost, or add the name to Claudit:Hosts.") { Headers = [("Host", "evil.example")] },
        new("another host with a port", "GET /audits", 421, "host-refused", "This server does not go by the name 'evil.example': ask localhost") { Headers = [("Host", "evil.example:80")] },
        new("a page that starts", "POST /audits", 403, "origin-refused", Foreign) { Headers = [("Origin", "https://evil.example")] },
        new("a page that cancels", "POST /audits/abc/cancel", 403, "origin-refused", Foreign) { Headers = [("Origin", "null")] },
        new("a page that erases", "DELETE /audits/abc", 403, "origin-refused", Foreign) { Headers = [("Origin", "http://127.0.0.1:1")] },
    ];

    private static IEnumerable<BadRequest> Audits =>
    [
        .. from address in (string[])["", "/events", "/report", "?wait=5", "?after=0"]
           from id in (string[])["unknown", "%20", "..%2f..%2fetc%2fpasswd", "a%5Cb", "%C3%A9", "%1B", Long]
           select new BadRequest($"{id}{address}", $"GET /audits/{id}{address}", 404, "audit-not-found", NoAudit),
        .. from id in (string[])["unknown", "..%2f..%2fetc%2fpasswd", Long]
           select new BadRequest($"{id}, canceled", $"POST /audits/{id}/cancel", 404, "audit-not-found", NoAudit),
        new("a kind of audit", "GET /catalog/unknown", 404, "definition-not-found", "No audit is called '"),
        new("a kind of audit that climbs", "GET /catalog/..%2f..%2fetc", 404, "definition-not-found", "No audit is called '"),
        new("a kind of audit of 300 letters", $"GET /catalog/{Long}", 404, "definition-not-found", "No audit is called '"),
    ];

    private static IEnumerable<BadRequest> Methods =>
    [
        NotAllowed("PUT /audits", "GET, HEAD, POST"),
        NotAllowed("DELETE /audits", "GET, HEAD, POST"),
        NotAllowed("PATCH /audits/abc", "DELETE, GET, HEAD"),
        NotAllowed("POST /audits/abc", "DELETE, GET, HEAD"),
        NotAllowed("POST /audits/abc/events", "GET"),
        NotAllowed("DELETE /audits/abc/report", "GET, HEAD"),
        NotAllowed("GET /audits/abc/cancel", "POST"),
        NotAllowed("GET /estimates", "POST"),
        NotAllowed("PUT /catalog/metered-billing", "GET, HEAD"),
        NotAllowed("POST /health/ready", "GET, HEAD"),
        NotAllowed("TRACE /openapi.json", "GET, HEAD"),
        NotAllowed("BREW /audits", "GET, HEAD, POST"),
    ];

    private static IEnumerable<BadRequest> Addresses =>
    [
        .. from address in (string[])["/", "/nothing", "/audits/a/b/c", "/audits/abc/reports", "/audits//events", "/health", "/catalog/a/b", "/%01", "/openapi.yaml"]
           from method in (string[])["GET", "POST", "DELETE"]
           select new BadRequest($"{method} {address}", $"{method} {address}", 404, "route-unknown", Nothing),
    ];

    private static BadRequest Malformed(string address, string place, string message) => new(address, $"GET {address}", 400, "parameter-malformed", message, place);

    private static BadRequest Unknown(string address, string place, string message) => new(address, $"GET {address}", 400, "parameter-unknown", message, place);

    private static BadRequest With(string name, string value, string asked, string code, string message, params (string, string)[] more) =>
        new($"{name}: {(value.Length < 40 ? value : "too long")} of {asked}", asked, 400, code, message, name) { Headers = [(name, value), .. more] };

    private static BadRequest NotAllowed(string asked, string allowed) => new(asked, asked, 405, "method-not-allowed", $"This address takes {allowed}.");
}
