using Xunit;

namespace Claudit.Audits;

public sealed class AddingAnAuditDocument
{
    [Fact]
    public void Its_example_loads_as_it_stands()
    {
        var document = RepositoryFile.Read("docs/adding-an-audit.md");
        var begin = document.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var example = document[begin..document.IndexOf("\n```\n", begin, StringComparison.Ordinal)];

        var reading = AuditDefinitionReader.Read("audits/feature-flags/audit.yaml", example);

        Assert.Empty(reading.Problems);
        Assert.Equal(("Feature Flags", 0.5), (reading.Definition!.Title, reading.Definition.Dimensions[2].Weight));
    }

    [Fact]
    public void It_names_the_true_limit_of_length()
    {
        Assert.Equal(262_144, AuditDefinitionReader.LongestText);
        Assert.Contains("262,144 characters", RepositoryFile.Read("docs/adding-an-audit.md"), StringComparison.Ordinal);
    }
}
