namespace Claudit.BadInputs;

internal static class BadConnections
{
    private const string Host = "Host: localhost\r\n";
    private const string Json = Host + "Content-Type: application/json\r\n";
    private const string Incomplete = "The body could not be read to its end: send it again.";
    private const string TooLarge = "The request is larger than 500000 bytes: send less, or in several audits.";

    /// <summary>Sends its body more slowly than anybody does, so that its answer takes some seconds.</summary>
    public static readonly BadConnection Slow =
        Post("a body that never ends", "audits", "Content-Length: 100\r\n\r\n{", 400, "request-incomplete", Incomplete);

    public static IEnumerable<BadConnection> All =>
    [
        Get("no HTTP", "nonsense\r\n\r\n", 400),
        Get("a version that is to come", $"GET /api/v1/audits HTTP/3.0\r\n{Host}\r\n", 505),
        Get("no host", "GET /api/v1/audits HTTP/1.1\r\n\r\n", 400),
        Get("two hosts", $"GET /api/v1/audits HTTP/1.1\r\n{Host}{Host}\r\n", 400),
        Get("another host in the address", $"GET http://evil.example/api/v1/audits HTTP/1.1\r\n{Host}\r\n", 400),
        Get("a header without a colon", $"GET /api/v1/audits HTTP/1.1\r\n{Host}nonsense\r\n\r\n", 400),
        Get("a header with NUL", $"GET /api/v1/audits HTTP/1.1\r\n{Host}X: a\0b\r\n\r\n", 400),
        Get("an address of 9 KiB", $"GET /api/v1/audits?cursor={new string('x', 9 << 10)} HTTP/1.1\r\n{Host}\r\n", 414),
        Get("headers of 33 KiB", $"GET /api/v1/audits HTTP/1.1\r\n{Host}X: {new string('x', 33 << 10)}\r\n\r\n", 431),
        Get("101 headers", $"GET /api/v1/audits HTTP/1.1\r\n{Host}{string.Concat(Enumerable.Range(0, 100).Select(i => $"X-{i}: 1\r\n"))}\r\n", 431),
        Get("an id with NUL", $"GET /api/v1/audits/%00 HTTP/1.1\r\n{Host}\r\n", 400),
        Get("an id that is no UTF-8", $"GET /api/v1/audits/%FF HTTP/1.1\r\n{Host}\r\n", 404, "audit-not-found", "There is no audit with this id"),
        Get("an id that ends too early", $"GET /api/v1/audits/%2 HTTP/1.1\r\n{Host}\r\n", 404, "audit-not-found", "There is no audit with this id"),
        Get("an address that climbs", $"GET /api/v1/audits/../../../etc/passwd HTTP/1.1\r\n{Host}\r\n", 404, "route-unknown", "There is nothing at this address"),
        Get("an address that climbs in code", $"GET /api/v1/audits/%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\n{Host}\r\n", 404, "route-unknown", "There is nothing at this address"),
        Get("no address", $"OPTIONS * HTTP/1.1\r\n{Host}\r\n", 404, "route-unknown", "There is nothing at this address"),
        Get("an upgrade", $"GET /api/v1/audits/abc/events HTTP/1.1\r\n{Host}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n", 404, "audit-not-found", "There is no audit with this id"),
        .. from address in (string[])["audits", "estimates"]
           from row in Bodies(address)
           select row,
        Post("two keys", "audits", "Idempotency-Key: a\r\nIdempotency-Key: b\r\nContent-Length: 2\r\n\r\n{}", 400, "idempotency-key-malformed", "Send one Idempotency-Key of 1 to 255 printable ASCII characters"),
        Slow,
    ];

    /// <summary>Requests whose sender leaves: there is nobody to answer.</summary>
    public static IEnumerable<(string Name, string Sent)> Left =>
    [
        ("at once", ""),
        ("within the headers", "POST /api/v1/audits HTTP/1.1\r\nHost: loc"),
        ("for TLS", "\u0016\u0003\u0001\u0002\0\u0001\0\u0001"),
        ("for HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        .. from address in (string[])["audits", "estimates"]
           from body in (string[])
           [
               $"{address} HTTP/1.1\r\n{Json}Content-Length: 400000\r\n\r\n{{\"audit\":\"metered-billing\"",
               $"{address} HTTP/1.1\r\n{Json}Transfer-Encoding: chunked\r\n\r\n5\r\n{{",
               $"{address}?audit=metered-billing HTTP/1.1\r\n{Host}Content-Type: application/zip\r\nContent-Length: 400000\r\n\r\nPK{new string('x', 1_000)}",
               $"{address} HTTP/1.1\r\n{Host}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 400000\r\n\r\n--x\r\nContent-Disposition: form-data; name=f; filename=a.ts\r\n\r\n{new string('x', 1_000)}",
           ]
           select ($"within {body[..(body.IndexOf("\r\n\r\n", StringComparison.Ordinal))].ReplaceLineEndings(" ")}", $"POST /api/v1/{body}"),
    ];

    private static IEnumerable<BadConnection> Bodies(string address) =>
    [
        Post("a length of nothing that is said", address, "\r\n{}", 400, "json-malformed", "The body is empty"),
        Post("a length that is too small", address, "Connection: close\r\nContent-Length: 1\r\n\r\n{}", 400, "json-malformed", "The body is not valid JSON at line 1, byte 2: mend it there."),
        Post("a length over the limit, of which nothing comes", address, "Content-Length: 500001\r\n\r\n", 413, "request-too-large", TooLarge),
        Post("a length over the limit, to be asked for", address, "Expect: 100-continue\r\nContent-Length: 9223372036854775807\r\n\r\n", 413, "request-too-large", TooLarge),
        Post("a length that is no number", address, "Content-Length: x\r\n\r\n{}", 400),
        Post("a length below zero", address, "Content-Length: -1\r\n\r\n{}", 400),
        Post("a length beyond all numbers", address, "Content-Length: 99999999999999999999\r\n\r\n{}", 400),
        Post("two lengths", address, "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}", 400),
        Post("a length beside chunks", address, "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400, "json-malformed", "The body is empty"),
        Post("a coding that is none", address, "Transfer-Encoding: gzip\r\n\r\n0\r\n\r\n", 400),
        Post("a chunk without a size", address, "Transfer-Encoding: chunked\r\n\r\nno size\r\n", 400, "request-incomplete", Incomplete),
        Post("a chunk of 16 EiB", address, "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n{", 400, "request-incomplete", Incomplete),
    ];

    private static BadConnection Get(string name, string sent, int status, string? code = null, string message = "") => new(name, sent, status, code, message);

    private static BadConnection Post(string name, string address, string rest, int status, string? code = null, string message = "") =>
        new($"{name}, at {address}", $"POST /api/v1/{address} HTTP/1.1\r\n{Json}{rest}", status, code, message);
}
