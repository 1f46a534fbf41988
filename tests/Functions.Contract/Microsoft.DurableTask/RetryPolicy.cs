namespace Microsoft.DurableTask;

/// <summary>Declarative retry of an activity or a sub-orchestration.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">At least 1, the first attempt included.</param>
    /// <param name="firstRetryInterval">Wait before the second attempt, above zero.</param>
    /// <param name="backoffCoefficient">Factor from one wait to the next, at least 1.</param>
    /// <param name="maxRetryInterval">Longest wait; null means one hour.</param>
    /// <param name="retryTimeout">When to give up altogether; null means never.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is broken, or a longest time is below the first wait.</exception>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = maxRetryInterval ?? TimeSpan.FromHours(1);
        RetryTimeout = retryTimeout ?? Timeout.InfiniteTimeSpan;
        ThrowIfShorter(maxRetryInterval, nameof(maxRetryInterval));
        ThrowIfShorter(retryTimeout, nameof(retryTimeout));
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another attempt; by default every one is.</summary>
    public Func<Exception, bool> Handle { get; private init; } = _ => true;

    /// <summary>As <see cref="Handle"/>, by the failure's details.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = failure => value(TaskFailureDetails.FromException(failure));
    }

    private void ThrowIfShorter(TimeSpan? longest, string name)
    {
        if (longest != Timeout.InfiniteTimeSpan && longest < FirstRetryInterval)
            throw new ArgumentOutOfRangeException(name, longest, "Below the first wait.");
    }
}
