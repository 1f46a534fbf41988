using System.Collections.Immutable;

namespace Claudit.Analysis.Extraction;

/// <summary>All recognisers, in the order in which they are asked, by what they are asked about.</summary>
internal static class Recognisers
{
    private static readonly ImmutableArray<Recogniser> All =
    [
        new Transactions(),
        new ProviderSends(),
        new Queries(),
        new SqlFiles(),
        new BuilderStores(),
        new ModelStores(),
        new KeyStores(),
        new TableClasses(),
        new TableCalls(),
        new EntityChanges(),
        new DynamoStores(),
        new DocumentPatches(),
        new Boundaries(),
        new Calculations(),
        new Mentions(),
        new DuplicateAnswers(),
        new MeterDefinitions(),
        new Prorations(),
        new Registrations(),
        new LimitChecks(),
        new CaughtOutcomes(),
        new Responses(),
        new AllowanceMath(),
        new TierMath(),
        new CostlyWork(),
        new Exclusions(),
        new Guards(),
        new CalendarMonths(),
        new WebhookReads(),
        new Pages(),
        new Queues(),
        new JobAttempts(),
        new QueueFiles(),
        new Acknowledgements(),
        new Memory(),
        new Cursors(),
        new Logs(),
        new Metrics(),
        new Notices(),
        new Discards(),
        new Scripts(),
        new SharedKeys(),
        new SidesCompared(),
        new HistoryPrices(),
        new LastDays(),
        new Commits(),
        new RouteGuards(),
        new Streams(),
        new Clients(),
        new Handoffs(),
        new ColumnStores(),
        new DurationParts(),
        new MissingDataAlarms(),
        new ModelStreams(),
        new SettledParts(),
        new NotedOnly(),
        new TotalsCompared(),
        new PortalTokens(),
        new DisplayRounding(),
        new ProgramCalls(),
    ];

    public static readonly ImmutableArray<Recogniser> OfCalls = Overriding(nameof(Recogniser.Call));
    public static readonly ImmutableArray<Recogniser> OfAssignments = Overriding(nameof(Recogniser.Assign));
    public static readonly ImmutableArray<Recogniser> OfBinaries = Overriding(nameof(Recogniser.Binary));
    public static readonly ImmutableArray<Recogniser> OfTexts = Overriding(nameof(Recogniser.Text));
    public static readonly ImmutableArray<Recogniser> OfObjects = Overriding(nameof(Recogniser.Object));
    public static readonly ImmutableArray<Recogniser> OfStatements = Overriding(nameof(Recogniser.Statement));
    public static readonly ImmutableArray<Recogniser> OfTypes = Overriding(nameof(Recogniser.Type));

    // Most know one or two kinds of nodes, and there are many nodes: nobody is asked about one that he does not know.
    private static ImmutableArray<Recogniser> Overriding(string question) =>
        [.. All.Where(recogniser => recogniser.GetType().GetMethod(question)!.DeclaringType != typeof(Recogniser))];
}
