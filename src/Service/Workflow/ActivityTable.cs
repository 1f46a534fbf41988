using Claudit.Audits;
using Claudit.Metering;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <summary>Which code performs which activity.</summary>
public sealed class ActivityTable
{
    private readonly Dictionary<string, Delegate> _performers = new(StringComparer.Ordinal);

    /// <summary>All that <see cref="AuditWorkflow"/> calls.</summary>
    public static ActivityTable ForAudits(
        AuditStores stores, UsageOutbox usage, Func<string, AuditDefinition?> definitions, AuditSettings settings, TimeProvider time)
    {
        var linked = new LinkedFacts(stores.Facts);
        return new ActivityTable()
            .Add(AuditWorkflow.Plan, new PlanActivity(stores, definitions, settings, time).RunAsync)
            .Add(AuditWorkflow.Analyze, new AnalyzeActivity(stores, linked).RunAsync)
            .Add(AuditWorkflow.AuditSection, new AuditSectionActivity(stores, linked, definitions, time).RunAsync)
            .Add(AuditWorkflow.Merge, new MergeActivity(stores, linked, definitions).RunAsync)
            .Add(AuditWorkflow.Meter, new MeterActivity(stores, usage).RunAsync)
            .Add(AuditWorkflow.Discard, new DiscardActivity(stores, linked, definitions, settings).RunAsync);
    }

    /// <summary>Replaces what was there for the activity.</summary>
    public ActivityTable Add<TInput, TOutput>(
        Activity<TInput, TOutput> activity, Func<TInput, CancellationToken, Task<TOutput>> performer)
    {
        _performers[activity.Name] = performer;
        return this;
    }

    public Func<TInput, CancellationToken, Task<TOutput>> Find<TInput, TOutput>(Activity<TInput, TOutput> activity) =>
        (Func<TInput, CancellationToken, Task<TOutput>>)_performers[activity.Name];
}
