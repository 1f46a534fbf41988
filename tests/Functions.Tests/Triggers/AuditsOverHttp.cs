using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Claudit.Fakes;
using Claudit.Storage;
using Claudit.Telemetry;
using Xunit;

namespace Claudit.Triggers;

/// <summary>The function app from the request to the report.</summary>
public sealed class AuditsOverHttp
{
    private const string Canary = "canary_7f3a";

    private const string Code = $$"""
        import Stripe from 'stripe';

        const stripe = new Stripe(process.env.STRIPE_KEY!);
        const {{Canary}} = 1;

        app.post('/render', async (req, res) => {
          const pages = await render(req.body);
          stripe.billing.meterEvents.create({ event_name: 'pages', payload: { value: String(pages) } });
          res.json({ pages });
        });
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_audit_runs_from_the_request_to_the_report()
    {
        await using var server = await FunctionsServer.StartAsync();
        var id = await StartAsync(server);

        await server.Durable.EndOf(id);
        var events = await server.Client.GetStringAsync($"audits/{id}/events", Cancel);
        var report = await server.Client.GetStringAsync($"audits/{id}/report?format=json", Cancel);

        Assert.Contains("event: finding", events);
        Assert.EndsWith("event: end\ndata: {\"state\":\"completed\"}\n\n", events);
        Assert.Contains("event-ingestion/unawaited-send", report);
        Assert.Equal(1, server.Durable.Performed("merge"));
        Assert.Equal(6, server.Durable.Performed("audit-section"));
    }

    [Fact]
    public async Task Nothing_of_the_code_is_in_what_Durable_Functions_stores_or_left_in_the_store()
    {
        await using var server = await FunctionsServer.StartAsync();
        server.Durable.Failures["analyze"] = 2;
        var id = await StartAsync(server);

        await server.Durable.EndOf(id);

        Assert.NotEmpty(server.Durable.Payloads);
        Assert.DoesNotContain(server.Durable.Payloads, payload => payload.Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Container.Contents, content => Encoding.UTF8.GetString(content).Contains(Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(server.Container.Names, name => name.StartsWith("work/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_step_is_in_the_trace_of_the_request_that_asked_for_the_audit()
    {
        var steps = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is AuditTelemetry.Name or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.Source.Name == AuditTelemetry.Name) steps.Enqueue(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        await using var server = await FunctionsServer.StartAsync();
        var id = await StartAsync(server);

        await server.Durable.EndOf(id);

        var own = steps.Where(step => Equals(step.GetTagItem("claudit.audit.id"), id)).ToList();
        Assert.Equal(["analyze", "audit-section", "discard", "merge", "meter", "plan"], own.Select(step => step.OperationName).Distinct().Order());
        Assert.All(own, step => Assert.Equal(caller.TraceId, step.TraceId));
    }

    [Fact]
    public async Task A_section_that_fails_for_good_leaves_the_others_and_is_named()
    {
        await using var server = await FunctionsServer.StartAsync();
        server.Durable.Failures["audit-section"] = 1_000;
        var id = await StartAsync(server);

        await server.Durable.EndOf(id);
        var status = await StatusAsync(server, id);

        Assert.Equal("completed", status.GetProperty("state").GetString());
        Assert.False(status.GetProperty("complete").GetBoolean());
        Assert.Contains("IOException", await server.Client.GetStringAsync($"audits/{id}/report?format=text", Cancel));
    }

    [Fact]
    public async Task A_start_that_is_repeated_under_its_key_runs_once()
    {
        await using var server = await FunctionsServer.StartAsync();

        var ids = new List<string>();
        for (var i = 0; i < 3; i++) ids.Add(await StartAsync(server, "key-1"));
        await server.Durable.EndOf(ids[0]);
        ids.Add(await StartAsync(server, "key-1"));

        Assert.Single(ids.Distinct());
        Assert.Single(server.Durable.Scheduled);
    }

    [Fact]
    public async Task A_canceled_audit_is_interrupted_and_discarded_and_no_step_of_it_has_failed()
    {
        await using var server = await FunctionsServer.StartAsync();
        using var gate = server.Durable.Hold("analyze");
        var id = await StartAsync(server);
        await gate.Reached.WaitAsync(Cancel);

        using var answer = await server.Client.PostAsync($"audits/{id}/cancel", null, Cancel);
        gate.Dispose();
        await server.Durable.EndOf(id);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal("canceled", (await StatusAsync(server, id)).GetProperty("state").GetString());
        Assert.Contains(server.Durable.Payloads, payload => payload.Contains("\"Interrupted\":true", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Durable.Payloads, payload => payload.Contains("Exception", StringComparison.Ordinal));
        Assert.DoesNotContain(server.Container.Names, name => name.StartsWith("work/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_follows_an_audit_whose_record_has_ended_and_whose_log_has_not_is_told_its_end()
    {
        await using var server = await FunctionsServer.StartAsync();
        var id = await StartAsync(server);
        await server.Durable.EndOf(id);
        var audit = new AuditKey("default", id);
        var events = await server.Stores.Log.ReadAsync(audit, 0, Cancel);
        await server.Stores.Log.DeleteAsync(audit, Cancel);
        await server.Stores.Log.CreateAsync(audit, Again(events[0]), Cancel);

        using var poll = await server.Client.GetAsync($"audits/{id}?after=1&wait=1", Cancel);
        var stream = server.Client.GetStringAsync($"audits/{id}/events?after=1", Cancel);
        await server.Stores.Log.AppendAsync(audit, [Again(events[^1])], Cancel);

        Assert.Equal(HttpStatusCode.OK, poll.StatusCode);
        Assert.Contains("id: 2\nevent: end", await stream);
    }

    [Fact]
    public async Task An_erased_audit_leaves_its_usage_alone()
    {
        await using var server = await FunctionsServer.StartAsync();
        var id = await StartAsync(server);
        await server.Durable.EndOf(id);

        using var answer = await server.Client.DeleteAsync($"audits/{id}", Cancel);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await server.Client.GetAsync($"audits/{id}", Cancel)).StatusCode);
        Assert.Equal([$"usage/default/{id}"], server.Container.Names.Where(name => name.Contains(id, StringComparison.Ordinal)).Select(name => $"usage/default/{name.Split('/')[^1]}"));
    }

    private static async Task<string> StartAsync(FunctionsServer server, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "audits?audit=metered-billing&path=src/render.ts") { Content = new StringContent(Code, Encoding.UTF8, "text/plain") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("id").GetString()!;
    }

    private static NewProgressEvent Again(ProgressEvent stored) => new(stored.Type, stored.Type, stored.Data);

    private static async Task<JsonElement> StatusAsync(FunctionsServer server, string id) =>
        JsonDocument.Parse(await server.Client.GetStringAsync($"audits/{id}", Cancel)).RootElement;
}
