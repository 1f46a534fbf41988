using System.Collections.Immutable;

namespace Claudit.Analysis.Rules;

/// <summary>All rules, by section in the order of the report.</summary>
public static class RuleBook
{
    public static ImmutableArray<Rule> All { get; } =
    [
        .. EventIngestion.EventIngestionRules.All,
        .. Deduplication.DeduplicationRules.All,
        .. Aggregation.AggregationRules.All,
        .. LimitsOverage.LimitsOverageRules.All,
        .. Transparency.TransparencyRules.All,
        .. Observability.ObservabilityRules.All,
    ];
}
