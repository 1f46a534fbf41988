using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal static class LimitsOverageRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
