using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Aggregation;

internal static class AggregationRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new WrongTimeUnit(),
        new RollupRerunAdds(),
        new FloatQuantity(),
        new RoundingPerEvent(),
        new DefaultedQuantity(),
        new InclusivePeriodEnd(),
        new LocalPeriod(),
        new LocalEventTime(),
        new InsertTimePeriod(),
        new SendTimeAsEventTime(),
        new FixedDaysProration(),
        new ReplacingWithoutFinal(),
        new DistinctSummed(),
        new NarrowTotal(),
        new EventTimeWatermark(),
        new WrongMeterFunction(),
        new JoinMultipliesRows(),
        new MixedUnitSteps(),
        new PlanChangeUnprorated(),
        new LostUpdate(),
        new EstimatedQuantity(),
        new PricedAtNewestPlan(),
        new RunningTotal(),
        new DurationComponent(),
    ];
}
