using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Deduplication;

internal static class DeduplicationRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new RandomKeyInRetry(),
    ];
}
