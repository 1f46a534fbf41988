using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class RoundedUsageData : Rule
{
    private static readonly string[] Measures = ["quantity", "qty", "units", "amount", "used", "usage", "tokens", "bytes", "minutes", "hours", "gb", "value", "total"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/rounded-usage-data",
        Check = "export",
        Title = "Exported quantities are rounded for display",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Each quantity is rounded before it is written to the export. The rows of the file do not add up to the amount that is charged.",
        Remediation = "Write quantities as they are stored, in the unit of the meter; round only where a person looks at a single figure.",
        Why = "Finance departments add the column up, and the difference is taken for an error of the invoice.",
        Wrong = "res.write(`${row.id},${row.gb.toFixed(1)}\\n`);",
        Right = "res.write(`${row.id},${row.bytes}\\n`);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => Answers(facts).Concat(Rows(facts));

    private static IEnumerable<Match> Answers(SubmissionFacts facts)
    {
        foreach (var answer in facts.Of(SiteKind.Respond).Concat(facts.Of(SiteKind.Call).Where(call => call.Site.Is("rows"))))
        {
            if (!UsageView.IsView(answer.Function) || !IsExport(answer.Function)) continue;
            foreach (var field in answer.Site.Fields)
            {
                if (!field.Value.SpeaksAny("fixed", "round", "floor", "ceil", "ceiling") || !field.Value.SpeaksAny(Measures) || !field.Value.HasAny(Traits.Rounded | Traits.Fraction)) continue;
                yield return Match.Defect(answer, $"Quantities are rounded on their way into the export (`{field.Value.Text}`): its rows do not add up to what is charged.");
                break;
            }
        }
    }

    /// <summary>Rows that are put together away from the route: by a generator, a writer of lines.</summary>
    private static IEnumerable<Match> Rows(SubmissionFacts facts)
    {
        foreach (var cell in facts.Of(SiteKind.Calculate))
        {
            if (!cell.Site.Is("display-rounded") || cell.Site.Field("value") is not { } value || !value.SpeaksAny(Measures)) continue;
            if (UsageView.IsView(cell.Function) && IsExport(cell.Function)) continue;
            if (!IsExport(cell.Function) && !Words.Of(cell.File.Path).Overlaps(["export", "exports", "csv"]) && !cell.File.Sites.Any(site => site is { Kind: SiteKind.Mention, Target: "text/csv" })) continue;
            yield return Match.Defect(cell, $"Quantities are rounded on their way into the export (`{cell.Site.What}`): its rows do not add up to what is charged.");
        }
    }

    private static bool IsExport(LinkedFunction function)
    {
        var words = Words.Of(function.Fact.EntryText ?? "");
        Words.AddTo(words, function.Fact.Name);
        return words.Overlaps(["export", "csv", "download", "exports"]);
    }
}
