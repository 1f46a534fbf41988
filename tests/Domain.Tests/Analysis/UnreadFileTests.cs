using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class UnreadFileTests
{
    private static readonly AuditDefinition Definition =
        AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!;

    private static readonly SourceFile Read = new("src/send.ts", Language.TypeScript, "export async function f() { stripe.billing.meterEvents.create({ event_name: 'tokens' }); }\n");

    private static readonly FileFacts Unread = new()
    {
        Path = "src/odd.ts",
        Language = Language.TypeScript,
        Role = FileRole.Production,
        Lines = 3,
        Gap = "Claudit broke on it: IndexOutOfRangeException",
    };

    [Fact]
    public void A_file_that_the_auditor_breaks_on_leaves_every_section_partial_and_is_named()
    {
        Assert.All(Audit(Unread), section =>
        {
            Assert.Equal(SectionStatus.Partial, section.Status);
            Assert.Contains("Not read whole: src/odd.ts (Claudit broke on it: IndexOutOfRangeException).", section.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void It_costs_the_other_files_nothing() =>
        Assert.Equal(Rules(Audit()), Rules(Audit(Unread)));

    [Fact]
    public void Of_many_such_files_the_first_are_named_and_the_others_counted()
    {
        var many = Enumerable.Range(1, 9).Select(number => Unread with { Path = $"src/{number}.ts" });
        Assert.Contains("src/5.ts (Claudit broke on it: IndexOutOfRangeException) and 4 more", Audit([.. many])[0].Reason, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Rules(ImmutableArray<SectionResult> sections) => sections.SelectMany(section => section.Findings).Select(finding => finding.Rule);

    private static ImmutableArray<SectionResult> Audit(params ReadOnlySpan<FileFacts> unread)
    {
        var cancel = TestContext.Current.CancellationToken;
        var facts = EmbeddedAuditor.Link([EmbeddedAuditor.Analyze(Read, cancel), .. unread], cancel);
        return [.. Definition.Topics.Select(section => EmbeddedAuditor.Audit(section, facts, path => path == Read.Path ? Read : null, _ => { }, cancel))];
    }
}
