using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Reports;

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

    /// <summary>What reports say of each rule, by its id.</summary>
    public static FrozenDictionary<string, RuleDescription> Descriptions { get; } = All
        .Select(rule => rule.Info)
        .Select(info => new RuleDescription(info.Id, info.Title, info.Description, info.Remediation, info.Why))
        .ToFrozenDictionary(rule => rule.Id, StringComparer.Ordinal);
}
