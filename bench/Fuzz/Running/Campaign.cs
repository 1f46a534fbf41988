using System.Text;

namespace Claudit.Bench.Fuzz.Running;

/// <summary>Runs targets one after the other, prints a table, and writes inputs that fail to a folder.</summary>
internal sealed class Campaign(int seed)
{
    private static readonly string Folder = RepositoryFile.PathOf("artifacts/fuzz");

    /// <summary>Says which input was being taken: an overflow of the stack leaves no other word.</summary>
    private static readonly string LastFile = Path.Combine(Folder, "last");

    /// <returns>The process's exit code: 0 when nothing failed.</returns>
    public int Run(IEnumerable<FuzzTarget> targets, long inputs)
    {
        Directory.CreateDirectory(Folder);
        if (File.Exists(LastFile)) Console.WriteLine($"The run before ended at {File.ReadAllText(LastFile).Trim()}: take it again with --replay.");
        var chosen = targets.ToList();
        var shares = chosen.Sum(target => target.Share);
        var failed = false;
        Console.WriteLine($"seed {seed}\n{"target",-14}{"inputs",9}{"inputs/s",10}{"slowest",28}{"MiB alive",18}  outcomes");
        foreach (var target in chosen)
        {
            var figures = RunOne(target, Math.Max(1, inputs * target.Share / shares));
            Print(figures);
            failed |= figures.Failed > 0 || figures.Grew;
            // What never ends still runs; the figures of others would count it in.
            if (figures.Failures.Any(failure => failure.Trace.Length == 0 && failure.Reason.StartsWith("It takes more", StringComparison.Ordinal))) break;
        }

        File.Delete(LastFile);
        return failed ? 1 : 0;
    }

    private TargetFigures RunOne(FuzzTarget target, long inputs)
    {
        using var last = File.OpenHandle(LastFile, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        return new FuzzRun(target, seed, index => RandomAccess.Write(last, Encoding.ASCII.GetBytes($"{target.Name}:{index}          \n"), 0)).Run(inputs);
    }

    private static void Print(TargetFigures figures)
    {
        var slowest = $"{figures.Slowest.TotalMilliseconds:F0} ms ({figures.SlowestLength / 1024d:F1} KiB, {figures.SlowestIndex})";
        var memory = string.Join(", ", figures.Memory.Select(bytes => $"{bytes / 1048576d:F1}"));
        var outcomes = string.Join(", ", figures.Outcomes.OrderByDescending(outcome => outcome.Value).Select(outcome => $"{outcome.Key} {outcome.Value}"));
        Console.WriteLine($"{figures.Target,-14}{figures.Inputs,9}{figures.Inputs / figures.Elapsed.TotalSeconds,10:F0}{slowest,28}{memory,18}  {outcomes}");
        if (figures.Grew) Console.WriteLine($"  MEMORY GREW over the inputs of {figures.Target}");
        foreach (var failure in figures.Failures) Console.WriteLine($"  FAILED {failure.Target}:{failure.Index}  {failure.Reason.Split('\n')[0]}  {failure.Save(Folder)}");
        if (figures.Failed > figures.Failures.Length) Console.WriteLine($"  {figures.Failed} inputs of {figures.Target} failed; the first of each reason is listed.");
    }
}
