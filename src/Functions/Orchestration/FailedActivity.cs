using Microsoft.DurableTask;

namespace Claudit.Functions.Orchestration;

/// <summary>
/// An activity that failed, told to the orchestration. Durable Functions stores what an exception says, and that of another exception may
/// quote submitted code: this one says its type alone.
/// </summary>
internal sealed class FailedActivity(Exception failure) : Exception(Prefix + failure.GetType().Name)
{
    private const string Prefix = "Claudit activity failed: ";

    /// <summary>Null when the failure was not told by this.</summary>
    public static string? ReasonIn(TaskFailedException failed)
    {
        var message = failed.FailureDetails.ErrorMessage;
        return message.StartsWith(Prefix, StringComparison.Ordinal) ? message[Prefix.Length..] : null;
    }
}
