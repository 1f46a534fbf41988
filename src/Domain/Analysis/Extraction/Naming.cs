using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Extraction;

/// <summary>What names and declared types alone say of a value.</summary>
internal static class Naming
{
    public static Traits TraitsOf(string name) => name switch
    {
        "attempt" or "attempts" or "attemptNumber" or "attemptsMade" or "attempt_number" or "retryCount" or "retry_count" or "retries" or "tries" or "Attempt"
            or "AttemptNumber" or "RetryCount" => Traits.Attempt,
        "hostname" or "HOSTNAME" or "POD_NAME" or "podName" or "pod_name" or "MachineName" or "pid" or "workerId"
            or "worker_id" => Traits.Host,
        "index" or "idx" or "i" or "batchIndex" or "chunkIndex" or "batch_index" or "batchNumber" => Traits.Position,
        _ when name.EndsWith("Ms", StringComparison.Ordinal) || name.EndsWith("_ms", StringComparison.Ordinal) || name.EndsWith("Millis", StringComparison.Ordinal) => Traits.Milliseconds,
        _ => Traits.None,
    };

    public static Traits TraitsOfType(string? type) => type?.TrimEnd('?') switch
    {
        "float" or "double" or "Double" or "Float" => Traits.Fraction,
        "decimal" or "Decimal" or "BigDecimal" or "bigint" or "Big" => Traits.Exact,
        _ => Traits.None,
    };
}
