using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Claudit.Engine;

/// <summary>Everything of a server but HTTP, over stores that outlive it.</summary>
internal abstract class AuditServer : IAsyncDisposable
{
    public const string Tenant = "tenant";

    private static readonly AuditCatalog Catalog =
        CatalogFolder.Read(CatalogFolder.Delivered).Catalog ?? throw new InvalidOperationException("The catalog has mistakes.");

    private const string Code =
        """
        import Stripe from 'stripe';
        import { randomUUID } from 'node:crypto';

        const stripe = new Stripe(process.env.STRIPE_KEY!);

        export async function reportTokens(customer: string, tokens: number) {
          for (let attempt = 0; attempt < 4; attempt++) {
            try {
              return await stripe.billing.meterEvents.create({
                event_name: 'tokens',
                identifier: randomUUID(),
                payload: { stripe_customer_id: customer, value: String(tokens) },
              });
            } catch (error) {
              if (attempt === 3) throw error;
            }
          }
        }

        """;

    private readonly AuditStores _stores;
    private readonly IAuditEngine _engine;
    private int _ids;

    protected AuditServer(
        IObjectStore objects, IProgressLog log, TimeProvider time, Action<ActivityTable>? change, IUsageMeter? meter = null, ILogger<UsageOutbox>? logger = null)
    {
        // Small shards, so that a small submission has several.
        var audits = new AuditSettings { ShardCharacters = 2000 };
        _stores = new AuditStores(objects, log, audits, time);
        var usage = new UsageOutbox(objects, meter ?? new UsageLedger(objects), time, logger ?? NullLogger<UsageOutbox>.Instance);
        var table = ActivityTable.ForAudits(_stores, usage, Catalog.Find, audits, time);
        change?.Invoke(table);
        Watch(table, AuditWorkflow.Plan, _ => "plan");
        Watch(table, AuditWorkflow.Analyze, input => $"analyze {input.Number}");
        Watch(table, AuditWorkflow.AuditSection, input => $"audit-section {input.Section}");
        Watch(table, AuditWorkflow.Merge, _ => "merge");
        Watch(table, AuditWorkflow.Meter, _ => "meter");
        Watch(table, AuditWorkflow.Discard, _ => "discard");
        _engine = CreateEngine(new EngineParts(objects, _stores, table, usage, time));
        Service = new AuditService(_stores, new AuditAdmission(_stores, _engine, Catalog.Find, audits, NextId, time), _engine, Catalog.Find, time);
    }

    public static AuditDefinition Definition => Catalog.Find("metered-billing")!;

    public AuditService Service { get; }

    /// <summary>How many ids servers before this one may have given.</summary>
    public int GivenIds
    {
        init => _ids = value;
    }

    /// <summary>What was begun, in no certain order.</summary>
    public ConcurrentQueue<string> Performed { get; } = new();

    public static AuditKey Key(string audit) => new(Tenant, audit);

    /// <summary>Files of some hundred characters each, each with the same defect.</summary>
    public static ReadSubmission Submission(int files = 5) => Submission([.. Enumerable.Range(0, files).Select(i => $"src/file{i}.ts")]);

    /// <summary>The same under these paths.</summary>
    public static ReadSubmission Submission(params string[] paths) => async (take, cancel) =>
    {
        var manifest = ImmutableArray.CreateBuilder<ManifestFile>();
        for (var i = 0; i < paths.Length; i++)
        {
            var content = Code.Replace("tokens", $"tokens{i}", StringComparison.Ordinal);
            var file = new SourceFile(paths[i], paths[i].EndsWith(".ts", StringComparison.Ordinal) ? Language.TypeScript : Language.Markdown, content);
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
            manifest.Add(new ManifestFile(file.Path, file.Language, content.Length, content.Length, content.Count(character => character == '\n'), hash));
            await take(file, cancel);
        }

        return SubmissionReading.Of(new SubmissionManifest(manifest.ToImmutable(), [], [], []));
    };

    public async Task<AuditStatus> StartAsync(AuditOptions? options = null, ReadSubmission? submission = null)
    {
        var request = new StartAudit { Audit = "metered-billing", Options = options ?? new AuditOptions() };
        var outcome = await Service.StartAsync(Tenant, request, submission ?? Submission(), null, TestContext.Current.CancellationToken);
        return Assert.IsType<StartOutcome.Started>(outcome).Status;
    }

    public Task SubmitAsync(AuditKey audit) => _engine.SubmitAsync(audit, TestContext.Current.CancellationToken);

    public Task<bool> IsRunningAsync(AuditKey audit) => _engine.IsRunningAsync(audit, TestContext.Current.CancellationToken);

    /// <summary>Completes when the audit has ended and the engine has forgotten it.</summary>
    public async Task<AuditStatus> EndAsync(string audit)
    {
        var cancel = TestContext.Current.CancellationToken;
        var last = 0L;
        while (true)
        {
            var events = await Service.EventsAsync(Key(audit), last, TimeSpan.FromMinutes(1), cancel)
                ?? throw new InvalidOperationException("There is no such audit.");
            if (events is [.., { Type: "end" }]) break;
            if (!events.IsEmpty) last = events[^1].Id;
        }

        await ForgottenAsync();
        return (await Service.GetStatusAsync(Key(audit), cancel))!;
    }

    /// <summary>Completes when the engine has no audit left.</summary>
    public async Task ForgottenAsync()
    {
        while (HasUnfinished) await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
    }

    public abstract ValueTask DisposeAsync();

    protected abstract bool HasUnfinished { get; }

    protected abstract IAuditEngine CreateEngine(EngineParts parts);

    private string NextId() => "audit" + Interlocked.Increment(ref _ids).ToString("D5", CultureInfo.InvariantCulture);

    private void Watch<TInput, TOutput>(ActivityTable table, Activity<TInput, TOutput> activity, Func<TInput, string> name)
    {
        var performer = table.Find(activity);
        table.Add(activity, (input, cancel) =>
        {
            Performed.Enqueue(name(input));
            return performer(input, cancel);
        });
    }
}

/// <summary>What an engine works with.</summary>
internal sealed record EngineParts(IObjectStore Objects, AuditStores Stores, ActivityTable Activities, UsageOutbox Usage, TimeProvider Time);
