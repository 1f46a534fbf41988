using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Observability;

internal sealed class SilenceTakenForFine : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "observability/silence-taken-for-fine",
        Check = "anomalies",
        Title = "The alarm on too little usage keeps quiet when there is none",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The alarm fires below a threshold, but missing data counts as not breaching. When no usage event arrives at all, nothing is reported, and the alarm stays green.",
        Remediation = "Treat missing data as breaching, or have zero reported in every interval.",
        Why = "The outage in which all usage is lost is the one that the alarm was made for, and the one in which it says nothing.",
        Wrong = "new Alarm(this, 'Quiet', { metric: usageStored, comparisonOperator: LESS_THAN_THRESHOLD, threshold: 1, treatMissingData: NOT_BREACHING });",
        Right = "new Alarm(this, 'Quiet', { metric: usageStored, comparisonOperator: LESS_THAN_THRESHOLD, threshold: 1, treatMissingData: BREACHING });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var alarm in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "silence-is-fine"))
        {
            if (alarm.Site.Fields is not [{ Value: var watched }] || !(Vocabulary.SpeaksOf(Vocabulary.Usage, watched.Words) || watched.Speaks("billing") || Vocabulary.SpeaksOfUsage(alarm.File.Path))) continue;
            if (alarm.Site.Is("breaching")) yield return Match.Fulfilled(alarm, "When no usage is reported at all, the alarm on too little of it fires.");
            else if (!alarm.Site.Is("missing")) yield return Match.Defect(alarm, $"Missing data is `{alarm.Site.What}`: when no usage arrives at all, the alarm on too little of it stays quiet.");
        }
    }
}
