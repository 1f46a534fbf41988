using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Transparency;

internal static class TransparencyRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
