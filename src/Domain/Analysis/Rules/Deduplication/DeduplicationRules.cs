using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Deduplication;

internal static class DeduplicationRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new MissingEventKey(),
        new HeaderKeyOnly(),
        new RandomKeyInRetry(),
        new KeyMadeAtSend(),
        new ClockInKey(),
        new AttemptInKey(),
        new SourcePerHost(),
        new CoarseKey(),
        new PositionalKey(),
        new ShortenedHashKey(),
        new MutableKeyData(),
        new AddedOnRedelivery(),
        new UnkeyedInsert(),
        new CheckThenInsert(),
        new MemoryDedupe(),
        new ClaimBeforeWrite(),
        new ShortDedupeMemory(),
        new WebhookWithoutEventId(),
        new DuplicateTakenForFailure(),
        new KeyWithoutEventTime(),
        new JobIdAsKey(),
        new SentByTwoPaths(),
        new CorrectedUnderOldKey(),
        new SharedKey(),
        new ArrivalTimeInKey(),
    ];
}
