using System.Collections.Concurrent;
using System.Reflection;
using Claudit.Functions.Orchestration;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.Extensions.DependencyInjection;
using OrchestrationAlreadyExistsException = DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException;

namespace Claudit.Fakes;

/// <summary>Runs orchestrations in this process: each on a scheduler of its own, activities by the functions of that name, again after failures.</summary>
internal sealed class FakeDurable(IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, Instance> _instances = new();
    private readonly ConcurrentDictionary<string, int> _performed = new();
    private readonly ConcurrentDictionary<string, Gate> _held = new();
    private readonly TimeProvider _time = services.GetService<TimeProvider>() ?? TimeProvider.System;

    /// <summary>Everything that Durable Functions would store.</summary>
    public ConcurrentQueue<string> Payloads { get; } = [];

    public ConcurrentQueue<string> Scheduled { get; } = [];

    /// <summary>How often the activity of a name fails before it is performed.</summary>
    public ConcurrentDictionary<string, int> Failures { get; } = new();

    /// <summary>Whether the backend is away.</summary>
    public bool Refuses { get; set; }

    /// <summary>Whether orchestrations end as failed, as when the code was changed under them.</summary>
    public bool FailsOrchestrations { get; set; }

    public bool HasUnfinished => _instances.Values.Any(instance => !instance.End.IsCompleted);

    /// <summary>Another one at each call, as the worker binds functions to it.</summary>
    public DurableTaskClient Client => new FakeDurableClient(this);

    public int Performed(string activity) => _performed.GetValueOrDefault(activity);

    /// <summary>Keeps an activity from beginning until the result is disposed.</summary>
    public Gate Hold(string activity) => _held.GetOrAdd(activity, _ => new Gate());

    public Task EndOf(string id) => _instances[id].End;

    public void Schedule(string id, object? input)
    {
        if (Refuses) throw new IOException("The backend is away.");
        var payload = Store(JsonDataConverter.Default.Serialize(input)!);
        var orchestration = new FakeOrchestration(id, payload, PerformAsync, _time);
        var instance = new Instance(orchestration, new TaskCompletionSource(), TimeProvider.System.GetUtcNow());
        if (!_instances.TryAdd(id, instance)) throw new OrchestrationAlreadyExistsException($"There is an instance '{id}'.");
        Scheduled.Enqueue(id);
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        _ = Task.Factory.StartNew(() => RunAsync(instance), CancellationToken.None, TaskCreationOptions.None, scheduler);
    }

    public void Raise(string id, string name, object? payload)
    {
        Store(JsonDataConverter.Default.Serialize(payload) ?? "null");
        _instances[id].Orchestration.Raise(name);
    }

    /// <summary>Null when there is no such orchestration.</summary>
    public OrchestrationMetadata? Find(string id) =>
        _instances.TryGetValue(id, out var found) ? new OrchestrationMetadata("audit", id) { RuntimeStatus = StatusOf(found) } : null;

    /// <summary>Forgets an orchestration that has ended; gives how many that were.</summary>
    public int Purge(string id) => _instances.TryGetValue(id, out var found) && found.End.IsCompleted && _instances.TryRemove(new(id, found)) ? 1 : 0;

    /// <summary>As the host does it: it takes a filter without a beginning for an error, and never purges what runs.</summary>
    public int Purge(PurgeInstancesFilter filter)
    {
        if (filter.CreatedFrom is null) throw new ArgumentException("No beginning.", nameof(filter));
        var old = _instances.Where(each => each.Value.Created >= filter.CreatedFrom && each.Value.Created <= (filter.CreatedTo ?? DateTimeOffset.MaxValue)
            && each.Value.End.IsCompleted && (filter.Statuses?.Contains(StatusOf(each.Value)) ?? true)).ToList();
        return old.Count(each => _instances.TryRemove(each));
    }

    private async Task RunAsync(Instance instance)
    {
        try
        {
            if (FailsOrchestrations) throw new InvalidOperationException("The code was changed under it.");
            await AuditOrchestration.RunAsync(instance.Orchestration);
            instance.Ended.SetResult();
        }
        catch (Exception failure)
        {
            instance.Ended.SetException(failure);
        }
    }

    private async Task<string> PerformAsync(string name, string input, RetryPolicy? retry)
    {
        Store(input);
        if (_held.TryGetValue(name, out var gate)) await gate.PassAsync();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Task.Run(() => CallAsync(name, input));
            }
            catch (Exception failure)
            {
                var failed = new TaskFailedException(name, attempt, failure);
                Store(failed.ToString());
                if (attempt >= (retry?.MaxNumberOfAttempts ?? 1)) throw failed;
            }
        }
    }

    private async Task<string> CallAsync(string name, string input)
    {
        if (Failures.AddOrUpdate(name, -1, (_, left) => left - 1) >= 0)
            throw new FailedActivity(new IOException("a message of another's"));
        _performed.AddOrUpdate(name, 1, (_, times) => times + 1);
        var method = typeof(AuditActivities).GetMethods().Single(each => each.GetCustomAttribute<FunctionAttribute>()?.Name == name);
        var argument = System.Text.Json.JsonSerializer.Deserialize(input, method.GetParameters()[0].ParameterType, System.Text.Json.JsonSerializerOptions.Default);
        var work = (Task)method.Invoke(ActivatorUtilities.CreateInstance<AuditActivities>(services), [argument, CancellationToken.None])!;
        await work;
        return Store(JsonDataConverter.Default.Serialize(((dynamic)work).Result)!);
    }

    private static OrchestrationRuntimeStatus StatusOf(Instance instance) =>
        instance.End.IsFaulted ? OrchestrationRuntimeStatus.Failed : instance.End.IsCompleted ? OrchestrationRuntimeStatus.Completed : OrchestrationRuntimeStatus.Running;

    private string Store(string payload)
    {
        Payloads.Enqueue(payload);
        return payload;
    }

    internal sealed class Gate : IDisposable
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the activity would begin.</summary>
        public Task Reached => _reached.Task;

        public Task PassAsync()
        {
            _reached.TrySetResult();
            return _opened.Task;
        }

        public void Dispose() => _opened.TrySetResult();
    }

    private sealed record Instance(FakeOrchestration Orchestration, TaskCompletionSource Ended, DateTimeOffset Created)
    {
        public Task End => Ended.Task;
    }
}
