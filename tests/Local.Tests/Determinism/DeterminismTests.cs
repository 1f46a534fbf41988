using Claudit.Audits;
using Claudit.Crashes;
using Claudit.Local.Engine;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Determinism;

public sealed class DeterminismTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_same_files_give_the_same_report_in_any_order_on_one_core_or_two_by_any_way()
    {
        (string Path, string Content)[] files =
        [
            .. Submission.RepositoryFiles("samples/inference-gateway"),
            .. Submission.RepositoryFiles("tests/fixtures").Select(file => ("more/" + file.Path, file.Content)),
        ];
        var reports = new List<string>();
        foreach (var cores in new[] { "1", "2" })
        {
            // Shards so small that many are analysed at once.
            using var server = ServerProcess.Start(
                Path.Combine(_folder.Path, cores), ("DOTNET_PROCESSOR_COUNT", cores), ("Claudit__Audits__ShardCharacters", "10000"));
            using var client = PatientClient.Of((await server.Address)!);
            foreach (var form in new[] { "json", "zip", "tar.gz" })
            {
                var id = await client.StartAsync(new Submission(form, form, Shuffled(files, cores + form), ""));
                await client.FollowAsync(id);
                reports.Add(await client.ReportAsync(id));
            }
        }

        for (var seed = 0; seed < 3; seed++) reports.Add(await InProcessAsync(Shuffled(files, $"{seed}")));

        Assert.Contains("\"Critical\"", reports[0]);
        Assert.Single(reports.Select(ReportText.WithoutIdsAndTimes).Distinct());
    }

    private static (string, string)[] Shuffled((string Path, string Content)[] files, string seed)
    {
        (string, string)[] shuffled = [.. files];
        new Random(seed.Sum(character => character)).Shuffle(shuffled);
        return shuffled;
    }

    private static async Task<string> InProcessAsync((string Path, string Content)[] files)
    {
        var definition = CatalogFolder.Read(CatalogFolder.Delivered).Catalog!.Find("metered-billing")!;
        var source = new ListedFiles();
        foreach (var (path, content) in files) source.Add(path, content);
        var result = await InlineAudit.RunAsync(
            "in-process",
            SubmissionReading.With(new SubmissionReader(source, new SubmissionLimits())),
            definition,
            new AuditOptions(),
            TimeProvider.System,
            null,
            Cancel);
        return JsonRenderer.Render(result.Report!);
    }
}
