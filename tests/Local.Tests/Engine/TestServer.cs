using Claudit.Local.Engine;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claudit.Engine;

/// <summary>A server with the embedded engine.</summary>
internal sealed class TestServer(
    IObjectStore objects,
    IProgressLog log,
    TimeProvider? time = null,
    EngineSettings? settings = null,
    Action<ActivityTable>? change = null,
    IUsageMeter? meter = null,
    ILogger<UsageOutbox>? logger = null,
    ILogger<LocalEngine>? engineLogger = null)
    : AuditServer(objects, log, time ?? new ShiftedTime(), change, meter, logger)
{
    private readonly EngineSettings _settings = settings ?? new EngineSettings();
    private LocalEngine? _engine;

    public LocalEngine Engine => _engine!;

    protected override bool HasUnfinished => Engine.Unfinished > 0;

    public override async ValueTask DisposeAsync()
    {
        await Engine.StopAsync(CancellationToken.None);
        Engine.Dispose();
    }

    protected override IAuditEngine CreateEngine(EngineParts parts) =>
        _engine = new LocalEngine(parts.Objects, parts.Stores, parts.Activities, parts.Usage, _settings, parts.Time, engineLogger ?? NullLogger<LocalEngine>.Instance);
}
