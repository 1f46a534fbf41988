using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Observability;

internal static class ObservabilityRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new SilentFailure(),
        new FailureLoggedBelowError(),
        new UnidentifiedFailure(),
        new UnconsumedErrorEvents(),
        new UnwatchedDeadLetters(),
        new UnknownEventIgnored(),
        new UncountedDuplicates(),
        new UnmeasuredAge(),
        new NoAnomalyDetection(),
        new NoReconciliation(),
        new OneSidedReconciliation(),
        new HeartbeatRegardless(),
        new SilenceTakenForFine(),
        new DifferenceOnlyNoted(),
        new RejectionOnlyNoted(),
        new TotalsHideDifferences(),
    ];
}
