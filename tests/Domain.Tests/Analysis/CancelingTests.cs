using Claudit.Analysis.Facts;
using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class CancelingTests : IDisposable
{
    private const string Code = "const send = () => stripe.billing.meterEvents.create({ event_name: 'tokens' });\nfunction f() { send(); }\n";

    private static readonly RuleInfo Info = RuleBook.All[0].Info;

    private static readonly SectionDefinition Section =
        new(Info.Section, 3, "Section", SectionKind.Topic, "Look.", [new CheckDefinition(Info.Check, "Is it right?", "all of it")]);

    private readonly FileFacts _file = EmbeddedAuditor.Analyze(
        new SourceFile("a.ts", Language.TypeScript, Code), TestContext.Current.CancellationToken);

    private readonly CancellationTokenSource _cancel = new();

    public void Dispose() => _cancel.Dispose();

    [Fact]
    public void Canceled_an_audit_of_a_section_begins_no_further_rule()
    {
        var begun = 0;
        Rule[] rules = [new Asking(_ => Begin()), new Asking(_ => Begin())];

        Assert.ThrowsAny<OperationCanceledException>(() => Audit(rules, _cancel.Token));
        Assert.Equal(1, begun);

        IEnumerable<Match> Begin()
        {
            begun++;
            _cancel.Cancel();
            return [];
        }
    }

    public static TheoryData<string, Func<SubmissionFacts, object>> Questions => new()
    {
        { "sites", facts => facts.Of(SiteKind.Call).Count() },
        { "functions", facts => facts.Functions.Length },
        { "tables", facts => facts.Tables.Count() + facts.Functions.Length },
        { "sites of a function", facts => facts.In(new LinkedFunction(facts.Files[0], 1)) },
        { "callers", facts => facts.Callers(new LinkedFunction(facts.Files[0], 1)) },
        { "callees", facts => facts.Callees(new LinkedSite(facts.Files[0], facts.Files[0].Sites[0])) },
        { "entries", facts => facts.EntriesOf(new LinkedFunction(facts.Files[0], 1)).Count() },
    };

    [Theory]
    [MemberData(nameof(Questions), DisableDiscoveryEnumeration = true)]
    public void Canceled_a_rule_that_goes_on_asking_is_stopped_by_the_next_answer(string what, Func<SubmissionFacts, object> ask)
    {
        Assert.NotEmpty(what);
        // It asks on and on; only the facts can end it.
        Asking rule = new(facts => OnAndOn(facts, ask));

        Assert.ThrowsAny<OperationCanceledException>(() => Audit([rule], _cancel.Token));
        Assert.Equal(SectionStatus.Audited, Audit([new Asking(facts => Once(facts, ask))], TestContext.Current.CancellationToken).Status);
    }

    [Fact]
    public void Canceled_linking_stops()
    {
        _cancel.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => EmbeddedAuditor.Link([_file], _cancel.Token));
    }

    private IEnumerable<Match> OnAndOn(SubmissionFacts facts, Func<SubmissionFacts, object> ask)
    {
        for (var asked = 0; asked < 1_000; asked++)
        {
            ask(facts);
            if (asked == 3) _cancel.Cancel();
        }

        yield break;
    }

    private static IEnumerable<Match> Once(SubmissionFacts facts, Func<SubmissionFacts, object> ask)
    {
        ask(facts);
        yield break;
    }

    private SectionResult Audit(Rule[] rules, CancellationToken cancel) =>
        EmbeddedAuditor.Audit(Section, [.. rules], EmbeddedAuditor.Link([_file], TestContext.Current.CancellationToken), _ => null, _ => { }, cancel);

    private sealed class Asking(Func<SubmissionFacts, IEnumerable<Match>> check) : Rule
    {
        public override RuleInfo Info => CancelingTests.Info;

        public override IEnumerable<Match> Check(SubmissionFacts facts) => check(facts);
    }
}
