using Xunit;

namespace Claudit.Submissions.Secrets;

/// <summary>docs/submissions.md lists the kinds of secrets there are.</summary>
public sealed class SecretKindDocumentTests
{
    [Fact]
    public void The_table_of_kinds_is_that_of_the_code()
    {
        var rows = RepositoryFile.Read("docs/submissions.md").Split('\n').SkipWhile(line => line != "## Secrets").Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(SecretKinds.All.Select(kind => $"| `{kind.Id}` | {kind.What} | {Source(kind.Source)} |"), rows);
    }

    private static string Source(string? address) => address is null ? "" : $"[{new Uri(address).Host}]({address})";
}
