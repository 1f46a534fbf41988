using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Storage;
using Claudit.Submissions;

namespace Claudit.Bench.Load;

/// <summary>The same source through the parts of an audit one by one, without a server.</summary>
internal static class LargeAnalysis
{
    private const int Runs = 6;

    public static void Measure(IReadOnlyList<(string Path, byte[] Content)> content)
    {
        var limits = new SubmissionLimits { Files = 100_000 };
        var source = new ListedFiles();
        foreach (var (path, bytes) in content) source.Add(path, bytes);
        var audit = new AuditKey("local", "load");
        var objects = new MemoryObjectStore();
        var stores = new AuditStores(objects, new MemoryProgressLog(TimeProvider.System), new AuditSettings(), TimeProvider.System);
        List<SourceFile> files = [];
        List<FileFacts> facts = [];
        SubmissionFacts? linked = null;
        for (var run = 1; run <= Runs; run++)
        {
            var reader = new SubmissionReader(source, limits);
            var reading = Elapsed.Of(() => files = [.. reader.Files(CancellationToken.None)]);
            var packing = Elapsed.Of(() => PackAsync(stores.Sources, audit, files, reader.Manifest!).GetAwaiter().GetResult());
            var one = Elapsed.Of(() => facts = [.. files.Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None))]);
            var two = Elapsed.Of(() => facts = [.. files.AsParallel().WithDegreeOfParallelism(2).Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None))]);
            var writing = Elapsed.Of(() => stores.Facts.WriteAsync(audit, 0, facts, CancellationToken.None).GetAwaiter().GetResult());
            var readingBack = Elapsed.Of(() => facts = stores.Facts.ReadAsync(audit, 0, CancellationToken.None).GetAwaiter().GetResult());
            var linking = Elapsed.Of(() => linked = EmbeddedAuditor.Link(facts, CancellationToken.None));
            if (run < Runs) continue;
            var bytes = files.Sum(file => (long)file.Text.Length);
            Figures.Print("Files", $"{files.Count}");
            Figures.PrintRate("Read: unpack, decode, mask, hash", bytes, reading);
            Figures.PrintRate("Pack", bytes, packing);
            Figures.PrintRate("Analyze, one thread", bytes, one);
            Figures.PrintRate("Analyze, two threads", bytes, two);
            foreach (var language in files.GroupBy(file => file.Language).OrderBy(group => group.Key))
                Figures.PrintRate($"  {language.Key}, one thread", language.Sum(file => (long)file.Text.Length), Elapsed.Of(() => Analyze(language)));
            Figures.PrintRate("Write facts", bytes, writing);
            Figures.PrintRate("Read facts", bytes, readingBack);
            Figures.PrintRate("Link", bytes, linking);
        }

        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var section in CatalogFolder.Read(CatalogFolder.Delivered).Catalog!.Find("metered-billing")!.Topics)
        {
            var found = 0;
            var time = Elapsed.Of(() => EmbeddedAuditor.Audit(section, linked!, byPath.GetValueOrDefault, _ => found++, CancellationToken.None));
            Figures.Print($"Section {section.Id}", $"{time.Clock.TotalSeconds:F2} s, {time.Processor.TotalSeconds:F2} s of processor, {found} findings");
        }
    }

    private static void Analyze(IEnumerable<SourceFile> files)
    {
        foreach (var file in files) EmbeddedAuditor.Analyze(file, CancellationToken.None);
    }

    private static async Task PackAsync(SourceStore sources, AuditKey audit, IEnumerable<SourceFile> files, SubmissionManifest manifest)
    {
        await using var writer = sources.Write(audit, () => Task.CompletedTask);
        foreach (var file in files) await writer.AddAsync(file, CancellationToken.None);
        await writer.CompleteAsync(manifest, CancellationToken.None);
    }
}
