using System.Globalization;
using Claudit.Analysis.Rules;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Bench.Fuzz.Archives;
using Claudit.Intake;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;

namespace Claudit.Bench.Fuzz.Requests;

/// <summary>The API of every host over stores in memory, with an engine that runs nothing.</summary>
internal sealed class MemoryApi
{
    public const string Tenant = "fuzz";

    public MemoryApi(IProgressLog? log = null)
    {
        var catalog = CatalogFolder.Read(CatalogFolder.Delivered).Catalog ?? throw new InvalidOperationException("The catalog has mistakes.");
        var settings = new AuditSettings();
        var time = TimeProvider.System;
        Stores = new AuditStores(new MemoryObjectStore(), log ?? new MemoryProgressLog(time), settings, time);
        var engine = new IdleEngine();
        var ids = 0;
        var admission = new AuditAdmission(Stores, engine, catalog.Find, settings, () => (++ids).ToString(CultureInfo.InvariantCulture), time);
        Routes = new ApiRoutes(new ApiServices
        {
            Audits = new AuditService(Stores, admission, engine, catalog.Find, time),
            Catalog = catalog,
            Settings = settings,
            Limits = SubmissionCheck.Limits with { RequestBytes = 400_000 },
            Options = new ApiOptions { SpoolThreshold = int.MaxValue },
            TenantOf = _ => Tenant,
            Intakes = new IntakeGate(1, TimeSpan.FromMinutes(1), time),
            Readiness = [],
            Rules = RuleBook.Descriptions,
            Logger = Log,
            Time = time,
        });
    }

    public AuditStores Stores { get; }

    public ApiRoutes Routes { get; }

    /// <summary>What the API noted, which it does of its own faults alone.</summary>
    public LastEntry Log { get; } = new();

    private sealed class IdleEngine : IAuditEngine
    {
        public Task SubmitAsync(AuditKey audit, CancellationToken cancel) => Task.CompletedTask;

        public Task<bool> IsRunningAsync(AuditKey audit, CancellationToken cancel) => Task.FromResult(false);

        public Task CancelAsync(AuditKey audit, CancellationToken cancel) => Task.CompletedTask;
    }

    internal sealed class LastEntry : ILogger
    {
        public string? Text { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Text = formatter(state, exception);
    }
}
