using Claudit.Analysis.Extraction;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class NarrowTotal : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/narrow-total",
        Check = "meter-function",
        Title = "A quantity that passes two thousand million is kept in 32 bits",
        Severity = Severity.High,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The column holds at most 2,147,483,647. Bytes, nanoseconds and running totals pass that.",
        Remediation = "Make it a 64-bit integer or a decimal.",
        Why = "Two gigabytes are enough: the write fails and the usage is lost, or the number turns negative.",
        Wrong = "bytes integer NOT NULL",
        Right = "bytes bigint NOT NULL",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var (file, table) in facts.Tables)
        {
            if (!Vocabulary.SpeaksOfStores(Words.Of(table.Name))) continue;
            var column = table.Columns.FirstOrDefault(column => IsNarrow(column.Type) && IsLarge(column.Name));
            if (column is null) continue;
            yield return new Match
            {
                Kind = MatchKind.Defect,
                Locations = [new Location(file.Path, table.Lines.First, table.Lines.Last)],
                Text = $"`{table.Name}.{column.Name}` is `{column.Type}`, which ends at 2,147,483,647: usage behind that fails to be stored or turns negative.",
                Symbol = table.Name,
            };
        }
    }

    private static bool IsNarrow(string type) => type.Split(' ', '(')[0] is "int" or "integer" or "int4" or "int32" or "uint32" or "mediumint" or "smallint" or "serial";

    private static bool IsLarge(string column) => Words.Of(column) is var words
        && (words.Overlaps(["bytes", "nanoseconds", "nanos", "micros", "microseconds"]) || (words.Contains("tokens") && words.Overlaps(["total", "used", "sum"])));
}
