using Claudit.Analysis.Rules;
using Claudit.Audits;
using Xunit;

namespace Claudit.Analysis;

public sealed class RuleReferenceTests
{
    [Fact]
    public void The_rule_reference_is_what_the_rules_say()
    {
        var definition = AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!;
        var fresh = RuleReference.Markdown(definition).ReplaceLineEndings("\n");
        if (File.Exists(RepositoryFile.PathOf("docs/rules.md")) && RepositoryFile.Read("docs/rules.md") == fresh) return;
        var written = RepositoryFile.PathOf("artifacts/rules.md");
        File.WriteAllText(written, fresh);
        Assert.Fail($"docs/rules.md is stale. Mend it with: cp {Path.GetRelativePath(RepositoryFile.PathOf("."), written)} docs/rules.md");
    }

    [Fact]
    public void Rules_have_ids_and_titles_of_their_own()
    {
        Assert.Distinct(RuleBook.All.Select(rule => rule.Info.Id));
        Assert.Distinct(RuleBook.All.Select(rule => rule.Info.Title));
        Assert.All(RuleBook.All, rule => Assert.False(rule.Info.Title.EndsWith('.'), rule.Info.Id));
        Assert.All(RuleBook.All, rule => Assert.NotEqual(rule.Info.Wrong, rule.Info.Right));
    }
}
