using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Transparency;

internal sealed class FailedPartLeftOut : Rule
{
    private static readonly string[] Subjects = ["usage", "usages", "consumption", "billing", "meter", "meters", "metering", "spend", "credits", "overage", "invoice", "invoices", "statement"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "transparency/failed-part-left-out",
        Check = "current-usage",
        Title = "Usage that could not be fetched is left out of the view without a word",
        Severity = Severity.Medium,
        Confidence = Confidence.Likely,
        Classification = Classification.Deficiency,
        Description = "The parts of the view are fetched together, and those that failed are dropped. What is left looks complete.",
        Remediation = "Say for each part that failed that it is not available, or fail the whole view.",
        Why = "The customer sees no usage where there is some, and is billed for it. A gap that is not marked is believed.",
        Wrong = "const parts = (await Promise.allSettled(meters.map(usageOf))).filter((part) => part.status === 'fulfilled');",
        Right = "const parts = await Promise.all(meters.map(usageOf));",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var parts in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "failed-left-out"))
        {
            var fetched = parts.Site.Fields is [{ Value: var value }] ? value : null;
            if (fetched is null || !(fetched.SpeaksAny(Subjects) || fetched.Calls.Any(call => Words.Of(call).Overlaps(Subjects)))) continue;
            if (!UsageView.IsView(parts.Function) && !UsageView.Serves(facts, parts.Function) && !IsLoader(parts)) continue;
            yield return Match.Defect(parts, $"What fails of `{parts.Site.What}` is dropped: the customer sees no usage where there is some, and nothing says that it is missing.");
        }
    }

    /// <summary>Whether a page is filled by it, as Remix, Next.js and SvelteKit name what does.</summary>
    private static bool IsLoader(LinkedSite site) =>
        site.Function.Fact.Name is "loader" or "load" or "getServerSideProps" or "getStaticProps" or "Page" || (site.Function.Fact.Entry == EntryKind.None && Words.Of(site.Function.Fact.Name).Overlaps(["page", "view", "dashboard", "overview"]));
}
