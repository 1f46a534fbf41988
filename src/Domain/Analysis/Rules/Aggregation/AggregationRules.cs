using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Aggregation;

internal static class AggregationRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
