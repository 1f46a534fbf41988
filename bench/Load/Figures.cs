using System.Globalization;

namespace Claudit.Bench.Load;

/// <summary>How figures are printed.</summary>
internal static class Figures
{
    public static void Print(string name, IEnumerable<TimeSpan> times)
    {
        var sorted = times.Select(time => time.TotalMilliseconds).Order().ToList();
        Print(name, $"p50 {Percentile(sorted, 50):F0} ms, p95 {Percentile(sorted, 95):F0} ms, p99 {Percentile(sorted, 99):F0} ms, least {sorted[0]:F0} ms, most {sorted[^1]:F0} ms ({sorted.Count} runs)");
    }

    /// <summary>The rate by the clock, and by the time that processors worked, which others on the machine disturb less.</summary>
    public static void PrintRate(string name, long bytes, Elapsed time) => Print(
        name,
        $"{bytes / 1e6 / time.Clock.TotalSeconds:F1} MB/s ({bytes / 1e6:F1} MB in {time.Clock.TotalSeconds:F2} s); {bytes / 1e6 / time.Processor.TotalSeconds:F1} MB per processor second ({time.Processor.TotalSeconds:F2} s)");

    public static void Print(string name, FormattableString figures) => Console.WriteLine($"{name,-44} {figures.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>The least of the values that so many in a hundred do not exceed.</summary>
    private static double Percentile(List<double> sorted, int percent) => sorted[(int)Math.Ceiling(sorted.Count * percent / 100d) - 1];
}
