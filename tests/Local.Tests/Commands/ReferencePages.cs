using Claudit.Analysis.Rules;
using Claudit.Audits;
using Xunit;

namespace Claudit.Commands;

/// <summary>What <c>claudit catalog</c> and <c>claudit rules</c> print.</summary>
public sealed class ReferencePages : IDisposable
{
    private readonly ClauditProgram _claudit = new();

    public void Dispose() => _claudit.Dispose();

    [Fact]
    public async Task The_catalog_lists_every_audit()
    {
        var page = await PageAsync("catalog");
        Assert.All(Catalog().Audits, audit => Assert.Contains($"{audit.Id}  {audit.Title}", page));
    }

    [Fact]
    public async Task An_audit_in_full_has_its_sections_checks_severities_and_dimensions()
    {
        var audit = Catalog().Find("metered-billing")!;
        var page = Unwrapped(await PageAsync("catalog", "metered-billing"));
        Assert.All(audit.Sections, section => Assert.Contains($"{section.Number}. {section.Title}", page));
        Assert.All(audit.Topics.SelectMany(topic => topic.Checks), check => Assert.Contains($"{check.Question} ({check.Id})", page));
        Assert.All(audit.Severities, severity => Assert.Contains(severity.Meaning, page));
        Assert.All(audit.Dimensions, dimension => Assert.Contains(dimension.Title, page));
    }

    [Fact]
    public async Task The_rules_are_listed_under_their_sections()
    {
        var page = await PageAsync("rules");
        Assert.All(RuleBook.All, rule => Assert.Contains($"  {rule.Info.Id} ", page));
        Assert.Contains("\n\nDeduplication & Idempotency\n", "\n\n" + page);
    }

    [Fact]
    public async Task A_rule_in_full_says_why_it_matters_and_shows_both_forms()
    {
        var rule = RuleBook.All[0].Info;
        var page = await PageAsync("rules", rule.Id);
        Assert.StartsWith($"{rule.Id}\n{rule.Title}\n", page, StringComparison.Ordinal);
        Assert.Contains(rule.Why, Unwrapped(page));
        Assert.Contains(rule.Remediation, Unwrapped(page));
        Assert.All((rule.Wrong + "\n" + rule.Right).Split('\n'), line => Assert.Contains(line, page));
    }

    private async Task<string> PageAsync(params string[] arguments)
    {
        var answer = await _claudit.RunAsync(arguments);
        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Assert.All(answer.Output.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        return answer.Output;
    }

    private static string Unwrapped(string page) => string.Join(' ', page.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static AuditCatalog Catalog() => CatalogFolder.Read(CatalogFolder.Delivered).Catalog!;
}
