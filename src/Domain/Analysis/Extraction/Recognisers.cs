using System.Collections.Immutable;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>All recognisers, in the order in which they are asked.</summary>
internal static class Recognisers
{
    public static ImmutableArray<Recogniser> For(SyntaxTree tree) =>
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
        new QueueFiles(),
        new Acknowledgements(),
        new Memory(),
        new Cursors(),
        new Logs(),
        new Metrics(),
        new Notices(),
        new Discards(),
        new Streams(),
        new Clients(),
        new Handoffs(),
        new ProgramCalls(Definitions.Of(tree.Root.Statements).Keys.ToHashSet(StringComparer.Ordinal)),
    ];
}
