using Microsoft.DurableTask;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Claudit.Fakes;

/// <summary>An orchestration whose payloads pass through JSON, as they do in the real one.</summary>
/// <param name="perform">Performs an activity: its name, its input and its retry policy give its output.</param>
internal sealed class FakeOrchestration(string id, string input, Func<string, string, RetryPolicy?, Task<string>> perform, TimeProvider time) : TaskOrchestrationContext
{
    private readonly Dictionary<string, TaskCompletionSource<string>> _events = [];

    public override TaskName Name => "audit";

    public override string InstanceId => id;

    public override ParentOrchestrationInstance? Parent => null;

    public override DateTime CurrentUtcDateTime { get; } = new(2026, 11, 27, 12, 0, 0, DateTimeKind.Utc);

    public override bool IsReplaying => false;

    protected override ILoggerFactory LoggerFactory => NullLoggerFactory.Instance;

    public override T? GetInput<T>()
        where T : default => JsonDataConverter.Default.Deserialize<T>(input);

    public override async Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null) =>
        JsonDataConverter.Default.Deserialize<TResult>(await perform(name.Name, JsonDataConverter.Default.Serialize(input)!, options?.Retry?.Policy))!;

    public override Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken) => Task.Delay(fireAt - CurrentUtcDateTime, time, cancellationToken);

    public override async Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        await EventOf(eventName).Task.WaitAsync(cancellationToken);
        return default!;
    }

    public void Raise(string eventName) => EventOf(eventName).TrySetResult("");

    public override void SendEvent(string instanceId, string eventName, object payload) => throw new NotSupportedException();

    public override void SetCustomStatus(object? customStatus) => throw new NotSupportedException();

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null) =>
        throw new NotSupportedException();

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true) => throw new NotSupportedException();

    public override Guid NewGuid() => throw new NotSupportedException();

    private TaskCompletionSource<string> EventOf(string name)
    {
        lock (_events) return _events.TryGetValue(name, out var found) ? found : _events[name] = new();
    }
}
