using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Aggregation;

internal sealed class MixedUnitSteps : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "aggregation/mixed-unit-steps",
        Check = "meter-function",
        Title = "Sizes are divided by 1000 in one place and by 1024 in another",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Both steps are used for what is measured and charged, so the quantity that one place calls a gigabyte is seven per cent more than that of the other.",
        Remediation = "Choose one unit, name it (GB or GiB), and use one constant for it everywhere; best send bytes and divide in the price.",
        Why = "The usage that is shown and the usage that is charged differ for every customer, by two per cent for kilobytes and ten for terabytes.",
        Wrong = """
            const usedGb = bytes / 1024 ** 3; // the page
            const value = bytes / 1_000_000_000; // the meter
            """,
        Right = """
            const usedGb = bytes / BYTES_PER_GB; // the page
            const value = bytes / BYTES_PER_GB; // the meter
            """,
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        var steps = facts.Of(SiteKind.Calculate).Where(site => site.Site.Is("divide") && Charges(facts, site)).ToList();
        var binary = steps.Find(site => site.Site.Target is "1024" or "1048576" or "1073741824");
        var even = steps.Find(site => site.Site.Target is "1000" or "1000000" or "1000000000" or "1e3" or "1e6" or "1e9");
        if (binary.File is null || even.File is null) yield break;
        var (first, second) = binary.Function.Equals(even.Function) || string.CompareOrdinal(binary.File.Path, even.File.Path) <= 0 ? (even, binary) : (binary, even);
        yield return Match.Defect(first, $"`{first.Site.What}` divides by {first.Site.Target}, and `{second.Site.What}` by {second.Site.Target}: what is one unit here is another there.", second.Location);
    }

    /// <summary>Whether what is divided is on its way into a charge or a view of usage, rather than into a text for people.</summary>
    private static bool Charges(SubmissionFacts facts, LinkedSite site) =>
        Metered.Concerns(site) && !Words.Of(site.Function.Fact.Name).Overlaps(["format", "human", "pretty", "display", "log", "print", "memory", "heap"])
        && (site.Function.IsTopLevel || facts.In(site.Function).Any(each => each.Site.Kind is SiteKind.Send or SiteKind.Read or SiteKind.Write or SiteKind.Respond or SiteKind.Compare or SiteKind.Publish) || !site.Function.Fact.Returns.IsEmpty);
}
