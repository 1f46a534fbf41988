using System.Text.Json.Serialization.Metadata;

namespace Claudit.Workflow;

/// <summary>Names one kind of activity, and says how it is called.</summary>
/// <param name="Name">In kebab case; stored, so it stays as it is.</param>
/// <param name="Interruptible">Whether canceling the audit stops it.</param>
/// <param name="Output">How its result is stored.</param>
public sealed record Activity<TInput, TOutput>(string Name, RetryPolicy Retry, bool Interruptible, JsonTypeInfo<TOutput> Output);

/// <param name="Attempts">At least 1.</param>
/// <param name="First">The wait after the first attempt; each further one is twice as long.</param>
/// <param name="Longest">No wait is longer.</param>
public sealed record RetryPolicy(int Attempts, TimeSpan First, TimeSpan Longest)
{
    /// <summary>For work that the audit can do without.</summary>
    public static RetryPolicy Brief { get; } = new(3, TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(5));

    /// <summary>For what must happen in the end, and can only fail for as long as the store does.</summary>
    public static RetryPolicy Unending { get; } = new(int.MaxValue, TimeSpan.FromMilliseconds(250), TimeSpan.FromMinutes(1));

    /// <param name="failed">Attempts that have failed so far, from 1.</param>
    public TimeSpan WaitAfter(int failed) =>
        TimeSpan.FromTicks((long)Math.Min(Longest.Ticks, First.Ticks * Math.Pow(2, Math.Min(failed - 1, 40))));
}
