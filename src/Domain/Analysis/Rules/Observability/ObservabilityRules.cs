using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Observability;

internal static class ObservabilityRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
