using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class LocalTimeView : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/local-time-view",
        Check = "current-usage",
        Title = "The view cuts days or months in the server's time zone",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The bounds of what is shown are computed in the local time zone of the process. The days of the view begin at another instant than those of the invoice.",
        Remediation = "Compute the bounds in the zone that the invoice uses, by name: UTC, or the customer's.",
        Why = "Usage near midnight is shown on one day and billed on another, and a redeployment to another region moves it.",
        Wrong = "const from = new Date(now.getFullYear(), now.getMonth(), now.getDate());",
        Right = "const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var read in UsageView.Reads(facts).Where(read => UsageView.IsView(read.Function)))
        {
            foreach (var field in read.Site.Fields)
            {
                if (!field.Value.Has(Traits.LocalTime) || field.Value.Has(Traits.Utc) || UsageView.IsTenant(field.Name) || !Words.Of(field.Name).Overlaps(["at", "time", "timestamp", "ts", "date", "day", "occurred", "created", "recorded"])) continue;
                yield return Match.Defect(read, $"`{field.Name}` is compared with `{field.Value.Text}`, an instant that depends on the time zone of the server.", read.At(field.Lines));
                break;
            }
        }
    }
}
