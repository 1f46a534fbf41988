using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.EventIngestion;

internal static class EventIngestionRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
    ];
}
