using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.EventIngestion;

internal static class EventIngestionRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new UnawaitedSend(),
        new SwallowedSendError(),
        new FirstFailureFinal(),
        new UncheckedAnswer(),
        new IgnoredPartialFailure(),
        new OversizedBatch(),
        new BufferLostOnShutdown(),
        new BufferClearedBeforeSend(),
        new DroppedWhenFull(),
        new AcknowledgedBeforeProcessing(),
        new CursorAdvancedBeforeSend(),
        new SampledSend(),
        new UsageLostOnAbort(),
        new SendInOpenTransaction(),
        new RetriesSwitchedOff(),
        new NoRetryOnHttpSend(),
        new ProviderCalledInRequest(),
        new NoDurableRecord(),
        new UnknownCustomer(),
        new RecordedAfterCommit(),
        new StreamWithoutUsage(),
    ];
}
