using Xunit;

namespace Claudit.Audits;

public sealed class Catalog
{
    [Fact]
    public void Audits_stand_in_order_of_id()
    {
        var catalog = AuditCatalog.Read([Small("web", "WEB"), Small("api", "API"), Small("batch-jobs", "BAT")]).Catalog!;

        Assert.Equal(["api", "batch-jobs", "web"], catalog.Audits.Select(audit => audit.Id));
        Assert.Equal("WEB", catalog.Find("web")?.FindingPrefix);
    }

    [Fact]
    public void An_unknown_id_gets_the_nearest_one_or_else_all()
    {
        var catalog = AuditCatalog.Read([Small("batch-jobs", "BAT"), Small("web", "WEB")]).Catalog!;

        Assert.Null(catalog.Find("batch-job"));
        Assert.Equal(
            new Problem("audit-unknown", "/audit", "No audit is called 'batch-job'; did you mean 'batch-jobs'?"),
            catalog.Unknown("batch-job", "/audit"));
        Assert.Equal("No audit is called 'x?y'; there is 'batch-jobs', 'web'.", catalog.Unknown("x\u001By", "/audit").Message);
    }

    [Fact]
    public void Problems_of_all_files_come_together()
    {
        var (file, text) = Small("web", "WEB");
        var reading = AuditCatalog.Read([(file, text.Replace("weight: 1", "weight: 0", StringComparison.Ordinal)), Small("api", "Api")]);

        Assert.Null(reading.Catalog);
        Assert.Equal(["audits/web/audit.yaml:54", "audits/api/audit.yaml:5"], reading.Problems.Select(problem => problem.Pointer));
    }

    [Fact]
    public void Two_audits_share_neither_id_nor_prefix()
    {
        var reading = AuditCatalog.Read([Small("web", "WEB"), Small("web", "WEB"), Small("api", "WEB")]);

        Assert.Equal(["audit-duplicate", "prefix-taken"], reading.Problems.Select(problem => problem.Code));
    }

    [Fact]
    public void An_empty_set_is_a_problem()
    {
        Assert.Equal("catalog-empty", Assert.Single(AuditCatalog.Read([]).Problems).Code);
    }

    private static (string File, string Text) Small(string id, string prefix) =>
        ($"audits/{id}/audit.yaml", SmallDefinition.Text
            .Replace("id: small", $"id: {id}", StringComparison.Ordinal)
            .Replace("findingPrefix: SML", $"findingPrefix: {prefix}", StringComparison.Ordinal));
}
