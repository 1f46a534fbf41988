using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class EstimatedQuantity : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/estimated-quantity",
        Check = "meter-function",
        Title = "The quantity is guessed from the length of a text",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Tokens are counted as a quarter of the characters, and this guess is what is reported and charged.",
        Remediation = "Take the count that the model's answer carries, or count with the model's own tokenizer.",
        Why = "The guess is off by a third for code and by half for languages other than English, always for the same customers.",
        Wrong = "await meter.record({ id, tokens: Math.ceil(text.length / 4) });",
        Right = "await meter.record({ id, tokens: answer.usage.total_tokens });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var record in facts.Events.Concat(facts.Of(SiteKind.Write).Where(write => UsageStore.Raises(write))))
        {
            foreach (var field in record.Site.Fields)
            {
                if (!Words.Of(field.Name).Overlaps(["tokens", "value", "quantity", "units", "words", "amount", "used"]) || facts.Origins(record, field.Value).Select(origin => origin.Value).FirstOrDefault(value => value.Has(Traits.Estimated)) is not { } guess) continue;
                yield return Match.Defect(record, $"`{field.Name}` is `{guess.Text}`, a guess from the length of a text, where the answer tells the real count.", record.At(field.Lines));
                break;
            }
        }
    }
}
