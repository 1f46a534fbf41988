using Claudit.Submissions;
using Xunit;

namespace Claudit.Storage;

public sealed class SourceStoreTests
{
    private static readonly AuditKey Audit = new("tenant", "audit");
    private static readonly SubmissionManifest Manifest = new([], [], [], []);
    private readonly MemoryObjectStore _objects = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(1_000_000)]
    public async Task Every_file_is_read_back_whole_and_once_whatever_the_size_of_packs(long packCharacters)
    {
        var store = new SourceStore(_objects, packCharacters);
        var files = Files(50);
        await StoreAsync(store, files);

        var packs = (await store.PacksAsync(Audit, Cancel))!;
        var read = new List<SourceFile>();
        for (var pack = 0; pack < packs.Count; pack++)
        {
            var unpacked = (await store.ReadPackAsync(Audit, pack, Cancel)).ToList();
            Assert.Equal(packs[pack].Paths, unpacked.Select(file => file.Path));
            Assert.Equal(packs[pack].Characters, unpacked.Sum(file => file.Text.Length));
            Assert.True(unpacked.Count == 1 || packs[pack].Characters <= packCharacters);
            read.AddRange(unpacked);
        }

        Assert.Equal(files, read);
    }

    [Fact]
    public async Task Any_file_is_found_by_its_path()
    {
        var store = new SourceStore(_objects, 200);
        var files = Files(40);
        await StoreAsync(store, files);
        var lookup = new SourceLookup(store, Audit, (await store.PacksAsync(Audit, Cancel))!);

        Assert.All(files.Reverse().Concat(files), file => Assert.Equal(file, lookup.Find(file.Path)));
        Assert.Null(lookup.Find("not/submitted.ts"));
    }

    [Fact]
    public async Task A_submission_that_was_not_completed_is_not_there()
    {
        var store = new SourceStore(_objects, 1);
        await using (var writer = store.Write(Audit, () => Task.CompletedTask))
            foreach (var file in Files(3)) await writer.AddAsync(file, Cancel);

        Assert.Null(await store.PacksAsync(Audit, Cancel));
        Assert.Null(await store.ManifestAsync(Audit, Cancel));
    }

    [Fact]
    public async Task Stored_source_is_not_readable_as_text()
    {
        var store = new SourceStore(_objects, 1000);
        await StoreAsync(store, [new SourceFile("a.ts", Language.TypeScript, string.Concat(Enumerable.Repeat("meter(usage);\n", 50)))]);

        await foreach (var key in _objects.ListAsync("", null, Cancel))
            Assert.DoesNotContain("meter(usage);\nmeter(usage);", System.Text.Encoding.UTF8.GetString((await _objects.GetAsync(key, Cancel))!.Content.Span));
    }

    private static async Task StoreAsync(SourceStore store, IEnumerable<SourceFile> files)
    {
        await using var writer = store.Write(Audit, () => Task.CompletedTask);
        foreach (var file in files) await writer.AddAsync(file, Cancel);
        await writer.CompleteAsync(Manifest, Cancel);
    }

    private static SourceFile[] Files(int count)
    {
        var random = new Random(7);
        return
        [
            .. Enumerable.Range(0, count).Select(i => new SourceFile(
                $"src/ü {i}.ts", Language.TypeScript, string.Concat(Enumerable.Range(0, random.Next(0, 80)).Select(n => $"é{n}\r\n")))),
        ];
    }
}
