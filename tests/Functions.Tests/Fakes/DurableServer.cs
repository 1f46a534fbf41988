using Claudit.Engine;
using Claudit.Functions.Orchestration;
using Claudit.Storage;
using Claudit.Workflow;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claudit.Fakes;

/// <summary>A server whose audits run as durable orchestrations.</summary>
internal sealed class DurableServer(IObjectStore objects, IProgressLog log, TimeProvider time, Action<ActivityTable>? change)
    : AuditServer(objects, log, time, change)
{
    private FakeDurable? _durable;

    protected override bool HasUnfinished => _durable!.HasUnfinished;

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    protected override IAuditEngine CreateEngine(EngineParts parts)
    {
        var runner = new ActivityRunner(parts.Activities, parts.Stores, parts.Time, NullLogger<ActivityRunner>.Instance);
        _durable = new FakeDurable(new ServiceCollection().AddSingleton(runner).AddSingleton(parts.Time).BuildServiceProvider());
        return new DurableEngine(_durable.Client, parts.Objects, parts.Stores, parts.Time);
    }
}
