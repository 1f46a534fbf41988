using System.Collections.Immutable;

namespace Claudit.Analysis.Rules.LimitsOverage;

internal static class LimitsOverageRules
{
    public static ImmutableArray<Rule> All { get; } =
    [
        new CheckThenAct(),
        new FailsOpen(),
        new DelayedUsage(),
        new LimitInProcessMemory(),
        new OwnAmountIgnored(),
        new MissingLimitDefault(),
        new CalendarMonthCounter(),
        new WorkBeforeCheck(),
        new CounterResetWithoutPeriod(),
        new ThresholdEquality(),
        new NoticeRepeated(),
        new NoSoftLimitNotice(),
        new UnconditionalDeduction(),
        new ReservationNotReleased(),
        new AllowancePerEvent(),
        new TiersOverlap(),
        new LimitOnlyLogged(),
        new RouteWithoutLimit(),
        new RefusalUnread(),
    ];
}
