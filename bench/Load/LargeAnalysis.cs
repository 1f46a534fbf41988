using System.Diagnostics;
using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Submissions;

namespace Claudit.Bench.Load;

/// <summary>The same 20 MB through the parts of an audit one by one, without a server.</summary>
internal static class LargeAnalysis
{
    private const int Runs = 3;

    public static void Measure()
    {
        var limits = new SubmissionLimits { Files = 100_000 };
        var source = new ListedFiles();
        foreach (var (path, content) in new MixedSource(LargeAudits.Bytes).Files()) source.Add(path, content);
        List<SourceFile> files = [];
        List<FileFacts> facts = [];
        SubmissionFacts? linked = null;
        for (var run = 1; run <= Runs; run++)
        {
            var last = run == Runs;
            var reading = Time(() => files = [.. new SubmissionReader(source, limits).Files(CancellationToken.None)]);
            var one = Time(() => facts = [.. files.Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None))]);
            var two = Time(() => facts = [.. files.AsParallel().WithDegreeOfParallelism(2).Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None))]);
            var linking = Time(() => linked = EmbeddedAuditor.Link(facts));
            if (!last) continue;
            var bytes = (long)LargeAudits.Bytes;
            Figures.Print("Files", $"{files.Count}");
            Figures.PrintRate("Reading: decode, mask, hash, list", bytes, reading);
            Figures.PrintRate("Analyze, one thread", bytes, one);
            Figures.PrintRate("Analyze, two threads", bytes, two);
            foreach (var language in files.GroupBy(file => file.Language))
                Figures.PrintRate($"  {language.Key}, one thread", language.Sum(file => (long)file.Text.Length), Time(() => Analyze(language)));
            Figures.PrintRate("Link", bytes, linking);
        }

        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var section in CatalogFolder.Read(CatalogFolder.Delivered).Catalog!.Find("metered-billing")!.Topics)
        {
            var found = 0;
            var time = Time(() => EmbeddedAuditor.Audit(section, linked!, byPath.GetValueOrDefault, _ => found++));
            Figures.Print($"Section {section.Id}", $"{time.TotalSeconds:F2} s, {found} findings");
        }
    }

    private static void Analyze(IEnumerable<SourceFile> files)
    {
        foreach (var file in files) EmbeddedAuditor.Analyze(file, CancellationToken.None);
    }

    private static TimeSpan Time(Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        return watch.Elapsed;
    }
}
