using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class FloatQuantity : Rule
{
    private static readonly string[] FloatTypes = ["float", "float4", "float8", "double", "double precision", "real", "float64", "float32"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/float-quantity",
        Check = "meter-function",
        Title = "Quantities or money are added up in binary floating point",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "Fractions such as 0.1 have no exact binary form. Their sum depends on the order of adding and drifts away from what the single events say.",
        Remediation = "Count whole numbers of the smallest unit (bytes, tokens, cents), or use a decimal type, and convert once at the end.",
        Why = "The invoice and the sum of its lines differ, by more with every event, and nobody can say which is right.",
        Wrong = "let gb = 0; for (const e of events) gb += Number(e.bytes) / 1e9;",
        Right = "let bytes = 0n; for (const e of events) bytes += BigInt(e.bytes);",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts) => InSums(facts).Concat(InColumns(facts)).Concat(InSends(facts));

    private static IEnumerable<Match> InSums(SubmissionFacts facts)
    {
        foreach (var sum in facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("accumulate")))
        {
            if (sum.Site.Field("value") is not { } value) continue;
            if (Metered.IsStatistic(sum.Site.Target ?? "")) continue;
            var isAmount = Metered.IsAmount(sum.Site.Target ?? "") || (Metered.Concerns(sum) && value.SpeaksAny("price", "cost", "rate", "quantity", "units", "amount"));
            if (!isAmount || !Metered.Touches(facts, sum)) continue;
            if (value.Has(Traits.Fraction) && !value.HasAny(Traits.Exact | Traits.Rounded))
            {
                yield return Match.Defect(sum, $"`{sum.Site.What}` adds up fractions in binary floating point: the total drifts from what the single events say.");
            }
            else if (value.Has(Traits.Exact) && !value.Has(Traits.Fraction))
            {
                yield return Match.Undecided(sum, $"`{sum.Site.What}` adds in a number type without rounding errors; whether it adds what the meter and its price mean is not shown.");
            }
        }
    }

    private static IEnumerable<Match> InColumns(SubmissionFacts facts)
    {
        foreach (var (file, table) in facts.Tables)
        {
            if (!Extraction.Vocabulary.SpeaksOfStores(Extraction.Words.Of(table.Name))) continue;
            var column = table.Columns.FirstOrDefault(column => Metered.IsAmount(column.Name) && FloatTypes.Contains(column.Type.Split('(')[0].Trim()));
            if (column is null) continue;
            yield return new Match
            {
                Kind = MatchKind.Defect,
                Locations = [new Location(file.Path, table.Lines.First, table.Lines.Last)],
                Severity = Metered.IsMoney(column.Name) ? null : Severity.Medium,
                Text = $"`{table.Name}.{column.Name}` is `{column.Type}`, a binary floating point number: sums over it are not exact.",
                Symbol = table.Name,
            };
        }
    }

    private static IEnumerable<Match> InSends(SubmissionFacts facts)
    {
        foreach (var send in facts.Events.Where(send => send.Site.Provider == "stripe"))
        {
            if (send.Site.Field("payload.value", "payload[value]") is not { } value || !value.Has(Traits.Fraction) || value.HasAny(Traits.Rounded | Traits.Exact)) continue;
            yield return Match.Defect(send, $"The value is `{value.Text}`, a fraction in binary floating point, where the meter counts whole units.") with { Severity = Severity.Medium };
        }
    }
}
