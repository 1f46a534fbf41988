using System.Diagnostics;
using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Submissions;

namespace Claudit.Bench.Load;

/// <summary>How time and memory of one audit in process grow with its size; each size in a process of its own.</summary>
internal static class Growth
{
    public const string Single = "growth-single";

    private static readonly int[] Megabytes = [1, 10, 100];

    public static async Task MeasureAsync()
    {
        foreach (var megabytes in Megabytes)
        {
            var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Arguments(), Single, $"{megabytes}"]) { RedirectStandardOutput = true };
            using var process = Process.Start(start)!;
            while (await process.StandardOutput.ReadLineAsync() is { } line)
                if (!line.Contains("cores,", StringComparison.Ordinal))
                    Console.WriteLine(line);
            await process.WaitForExitAsync();
        }
    }

    public static async Task MeasureSingleAsync(int megabytes)
    {
        var definition = CatalogFolder.Read(CatalogFolder.Delivered).Catalog!.Find("metered-billing")!;
        await AuditAsync(definition, 500_000);
        var before = Memory.Peak(Environment.ProcessId);

        var bytes = megabytes * 1_000_000L;
        var watch = Watch.Start(Process.GetCurrentProcess());
        var findings = await AuditAsync(definition, bytes);
        Figures.PrintRate($"{megabytes} MB in process", bytes, watch.Read());
        Figures.Print("  peak memory", $"{Memory.Peak(Environment.ProcessId):F0} MiB, {before:F0} MiB before; {findings} findings");
    }

    private static async Task<int> AuditAsync(AuditDefinition definition, long bytes)
    {
        var limits = new SubmissionLimits { Files = 1_000_000, ExpandedBytes = 2 * bytes };
        var result = await InlineAudit.RunAsync(
            "growth",
            SubmissionReading.With(new SubmissionReader(new MixedSource(bytes), limits)),
            definition,
            new AuditOptions(),
            TimeProvider.System,
            progress: null,
            CancellationToken.None);
        return result.Report!.Findings.Count();
    }

    // Run by `dotnet Claudit.Bench.Load.dll`, the first argument is the assembly.
    private static IEnumerable<string> Arguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.GetCommandLineArgs()[0]] : [];
}
