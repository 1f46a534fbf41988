using System.Collections.Immutable;
using System.Globalization;
using System.Net.ServerSentEvents;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Claudit.Audits;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Bench.Fuzz.Requests;
using Claudit.Bench.Fuzz.Running;
using Claudit.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Claudit.Bench.Fuzz.Events;

/// <summary>
/// A client of the event stream that asks for anything, loses the connection anywhere, within an event too, and comes back with the last id
/// that it has whole. The lines of an input: <c>after</c>, <c>Last-Event-ID</c>, and numbers for the rest. An empty line is not sent.
/// </summary>
internal sealed class EventsTarget : FuzzTarget
{
    private const int MostConnections = 300;

    private static readonly AuditKey Running = new(MemoryApi.Tenant, "running"), Ended = new(MemoryApi.Tenant, "ended");

    private static readonly ImmutableArray<byte[]> Values = Mutation.Mutator.Tokens(
        "", "", "0", "1", "7", "39", "40", "41", "1000", "-1", "+1", " 1", "1 ", "01", "1.0", "1e3", "0x1", "٣", "9223372036854775807", "9223372036854775808", "99999999999999999999", "null", "a", "\"1\"", "1,2", "%31", "&after=2");

    private static readonly Mutator Mutator = new(Values, Values, 200, isText: true);

    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly GrowingLog _log = new();
    private readonly MemoryApi _api;

    public EventsTarget()
    {
        _api = new MemoryApi(_log);
        Record(Running, AuditState.Running);
        Record(Ended, AuditState.Completed);
    }

    public override string Name => "events";

    public override int Share => 20;

    public override byte[] Input(Random random) =>
        [.. Value(random), (byte)'\n', .. Value(random), (byte)'\n', .. Encoding.ASCII.GetBytes(random.Next().ToString(CultureInfo.InvariantCulture))];

    public override FuzzOutcome Take(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n');
        var (after, header) = (lines[0], lines.ElementAtOrDefault(1) ?? "");
        var random = new Random(int.TryParse(lines.ElementAtOrDefault(2), CultureInfo.InvariantCulture, out var seed) ? seed : 0);
        var audit = random.Next(3) == 0 ? Ended : Running;
        _log.Restart(seed, audit == Ended ? GrowingLog.Length : random.Next(GrowingLog.Length));

        var first = Connect(audit, after, header, random);
        if (Asked(after) is not { } query || Asked(header) is not { } resumed)
        {
            BrokenPromiseException.ThrowUnless(first.Status == StatusCodes.Status400BadRequest, $"What is no id gets {first.Status}.");
            return new FuzzOutcome("parameter-malformed", () => "");
        }

        BrokenPromiseException.ThrowUnless(first.Status is StatusCodes.Status200OK or StatusCodes.Status204NoContent, $"An id gets {first.Status}.");
        var start = header.Length > 0 ? resumed : query;
        return start >= GrowingLog.Length ? new FuzzOutcome("nothing behind", () => $"{first.Status}") : Follow(audit, start, first, random);
    }

    /// <summary>Comes back until it has the last event, and checks that it has each behind the first that it asked for once.</summary>
    private FuzzOutcome Follow(AuditKey audit, long start, Connection connection, Random random)
    {
        var last = start;
        for (var connections = 1; connections < MostConnections; connections++)
        {
            foreach (var id in connection.Ids)
                BrokenPromiseException.ThrowUnless(id == ++last, $"Behind event {last - 1} comes {id}.");
            if (last == GrowingLog.Length) return new FuzzOutcome("followed", () => $"{connections}");
            connection = Connect(audit, "", last.ToString(CultureInfo.InvariantCulture), random);
        }

        throw new BrokenPromiseException($"After {MostConnections} connections it has event {last}.");
    }

    private Connection Connect(AuditKey audit, string after, string header, Random random)
    {
        var streams = random.Next(4) > 0;
        using var leaving = new CancellationTokenSource();
        _log.Waited = leaving.Cancel;
        var context = new DefaultHttpContext { RequestAborted = leaving.Token, RequestServices = _services };
        context.Request.Method = HttpMethods.Get;
        context.Request.RouteValues["id"] = audit.Audit;
        var query = after.Length > 0 ? $"?after={Uri.EscapeDataString(after)}" : "";
        context.Request.QueryString = new QueryString(streams ? query : query.Length > 0 ? $"{query}&wait=1" : "?wait=1");
        if (header.Length > 0) context.Request.Headers["Last-Event-ID"] = header;
        var body = new LostConnection(random.Next(2) == 0 ? int.MaxValue : random.Next(4_000), leaving.Cancel);
        context.Response.Body = body;
        AnswerAsync(context, streams ? "streamEvents" : "getAudit").GetAwaiter().GetResult();
        var status = context.Response.StatusCode;
        return new Connection(status, status != StatusCodes.Status200OK ? [] : streams ? Streamed(body.Arrived) : Polled(body.Arrived));
    }

    private async Task AnswerAsync(HttpContext context, string route)
    {
        try
        {
            await (await _api.Routes[route](context.Request, context.RequestAborted)).ExecuteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // As servers take it when a client has left.
        }
    }

    private static List<long> Streamed(byte[] arrived)
    {
        var ids = new List<long>();
        foreach (var item in SseParser.Create(new MemoryStream(arrived)).Enumerate())
        {
            if (item.EventType == "ping") continue;
            using var data = JsonDocument.Parse(item.Data);
            ids.Add(long.Parse(item.EventId!, CultureInfo.InvariantCulture));
            BrokenPromiseException.ThrowUnless(data.RootElement.GetProperty("text").GetString()!.StartsWith($"line {ids[^1]}\r", StringComparison.Ordinal), "An event has the data of another.");
        }

        return ids;
    }

    private static List<long> Polled(byte[] arrived)
    {
        try
        {
            using var document = JsonDocument.Parse(arrived);
            return [.. document.RootElement.GetProperty("events").EnumerateArray().Select(entry => entry.GetProperty("id").GetInt64())];
        }
        catch (JsonException)
        {
            // Lost on its way.
            return [];
        }
    }

    /// <summary>The id that is asked for, 0 without any; null where it is none.</summary>
    private static long? Asked(string value) =>
        value.Length == 0 ? 0 : value.All(char.IsAsciiDigit) && BigInteger.Parse(value, CultureInfo.InvariantCulture) is var id && id <= long.MaxValue ? (long)id : null;

    private static byte[] Value(Random random)
    {
        var value = Values[random.Next(Values.Length)];
        return random.Next(3) == 0 ? [.. Mutator.Mutate(value, random).Where(each => each is not ((byte)'\n' or (byte)'\r' or 0))] : value;
    }

    private void Record(AuditKey audit, AuditState state)
    {
        var record = new AuditRecord
        {
            Id = audit.Audit,
            Audit = "metered-billing",
            Options = new AuditOptions(),
            State = state,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Submission = new AuditedSubmission(1, 1, 1, 0),
        };
        _api.Stores.Records.CreateAsync(audit, record, CancellationToken.None).GetAwaiter().GetResult();
    }

    private sealed record Connection(int Status, List<long> Ids);
}
