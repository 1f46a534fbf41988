using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.Transparency;

internal static class TransparencyRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new ErrorShownAsZero(),
        new UnboundView(),
        new ForeignCustomer(),
        new CalendarMonthView(),
        new LocalTimeView(),
        new OtherSource(),
        new EstimateWithoutAllowance(),
        new NoFreshness(),
        new NoUsageView(),
        new RawUsageDeleted(),
        new UsageEdited(),
        new NoDimensions(),
        new AdjustmentWithoutReason(),
        new FailedWorkBilled(),
        new ExportTruncated(),
        new RoundedUsageData(),
        new NoExport(),
        new LastDayMissing(),
        new OtherFilter(),
        new FailedPartLeftOut(),
    ];
}
