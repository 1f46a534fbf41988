using System.Text;
using Xunit;

namespace Claudit.Audits;

public sealed class FolderOfAudits : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("claudit-audits-").FullName;

    [Fact]
    public void The_delivered_one_loads()
    {
        var reading = CatalogFolder.Read(CatalogFolder.Delivered);

        Assert.Empty(reading.Problems);
        Assert.NotNull(reading.Catalog?.Find("metered-billing"));
    }

    [Fact]
    public void Another_one_loads_in_its_place()
    {
        Write("metered-billing", Delivered());
        Directory.CreateDirectory(Path.Combine(folder, ".git"));
        File.WriteAllText(Path.Combine(folder, "README.md"), "Our audits.");

        Assert.Equal(["metered-billing"], CatalogFolder.Read(folder).Catalog?.Audits.Select(audit => audit.Id));
    }

    [Fact]
    public void Everything_wrong_with_it_is_reported_together()
    {
        Write("a", Encoding.UTF8.GetBytes("id: a"));
        Write("b", [.. Delivered(), 0xFF]);
        Directory.CreateDirectory(Path.Combine(folder, "c"));
        Write("d", new byte[(4 * AuditDefinitionReader.LongestText) + 1]);
        Write("e", Delivered());

        var reading = CatalogFolder.Read(folder);

        Assert.Null(reading.Catalog);
        Assert.Equal(
            ["a key-missing", "b file-encoding", "c definition-missing", "d file-too-large", "e id-folder"],
            reading.Problems
                .Select(problem => $"{Path.GetRelativePath(folder, problem.Pointer)[0]} {problem.Code}")
                .Distinct()
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void One_that_is_not_there_is_a_problem()
    {
        var missing = Path.Combine(folder, "nowhere");
        var problem = Assert.Single(CatalogFolder.Read(missing).Problems);
        Assert.Equal(("catalog-missing", missing), (problem.Code, problem.Pointer));
    }

    [Fact]
    public void One_without_audits_is_a_problem()
    {
        Assert.Equal("catalog-empty", Assert.Single(CatalogFolder.Read(folder).Problems).Code);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static byte[] Delivered() => File.ReadAllBytes(Path.Combine(CatalogFolder.Delivered, "metered-billing", "audit.yaml"));

    private void Write(string id, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(folder, id));
        File.WriteAllBytes(Path.Combine(folder, id, "audit.yaml"), bytes);
    }
}
