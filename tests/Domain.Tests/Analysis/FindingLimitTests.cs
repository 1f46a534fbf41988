using System.Text;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class FindingLimitTests
{
    private static readonly SectionDefinition Section =
        AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!.Topics.Single(topic => topic.Id == "deduplication");

    [Theory]
    [InlineData(RuleRun.MostFindings, false)]
    [InlineData(RuleRun.MostFindings + 1, true)]
    public void A_rule_lists_so_many_findings_and_says_when_there_are_more(int sends, bool isCut)
    {
        var result = Audit(sends);

        Assert.Equal(RuleRun.MostFindings, result.Findings.Length);
        Assert.Equal(isCut ? SectionStatus.Partial : SectionStatus.Audited, result.Status);
        Assert.Equal(isCut ? "Of these rules the first 500 findings are listed, and there are more: deduplication/missing-event-key." : null, result.Reason);
        Assert.Equal(1, result.Findings[0].Locations[0].StartLine);
    }

    private static SectionResult Audit(int sends)
    {
        var code = new StringBuilder();
        for (var send = 0; send < sends; send++) code.Append(System.Globalization.CultureInfo.InvariantCulture, $"export const send{send} = () => stripe.billing.meterEvents.create({{ event_name: 'scans', payload: {{ value: '1' }} }});\n");
        var file = new SourceFile("src/meter.ts", Language.TypeScript, code.ToString());
        var facts = EmbeddedAuditor.Link([EmbeddedAuditor.Analyze(file, TestContext.Current.CancellationToken)], TestContext.Current.CancellationToken);
        return EmbeddedAuditor.Audit(Section, facts, _ => file, _ => { }, TestContext.Current.CancellationToken);
    }
}
