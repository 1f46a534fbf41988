using System.Text.Json;
using Claudit.Workflow;

namespace Claudit.Local.Engine;

/// <summary>Something that a workflow waits for.</summary>
/// <param name="number">From 1, in the order of calling.</param>
internal abstract class OpenCall(int number, string name)
{
    public int Number { get; } = number;

    public string Name { get; } = name;

    /// <summary>Lets the workflow go on with what it was told.</summary>
    public abstract void Answer(HistoryEvent told);
}

internal abstract class ActivityCall(int number, string name, RetryPolicy retry, bool interruptible) : OpenCall(number, name)
{
    public RetryPolicy Retry { get; } = retry;

    public bool Interruptible { get; } = interruptible;

    /// <summary>Performs the activity once.</summary>
    public abstract Task<JsonElement> PerformAsync(ActivityTable activities, CancellationToken cancel);
}

internal sealed class ActivityCall<TInput, TOutput>(int number, Activity<TInput, TOutput> activity, TInput input)
    : ActivityCall(number, activity.Name, activity.Retry, activity.Interruptible)
{
    private readonly TaskCompletionSource<TOutput> _output = new();

    public Task<TOutput> Output => _output.Task;

    public override async Task<JsonElement> PerformAsync(ActivityTable activities, CancellationToken cancel) =>
        JsonSerializer.SerializeToElement(await activities.Find(activity)(input, cancel), activity.Output);

    public override void Answer(HistoryEvent told)
    {
        if (told is { Kind: HistoryKind.Completed, Result: { } result }) _output.SetResult(result.Deserialize(activity.Output)!);
        else if (told.Kind == HistoryKind.Interrupted) _output.SetException(new ActivityInterruptedException(Name));
        else _output.SetException(new ActivityFailedException(Name, told.Reason ?? "no reason given"));
    }
}

internal sealed class DelayCall(int number, DateTimeOffset until, CancellationToken cancel) : OpenCall(number, "delay")
{
    private readonly TaskCompletionSource _passed = new();

    public DateTimeOffset Until { get; } = until;

    public CancellationToken Cancel { get; } = cancel;

    public Task Passed => _passed.Task;

    public override void Answer(HistoryEvent told) => _passed.TrySetResult();

    public void GiveUp() => _passed.TrySetCanceled(Cancel);
}
