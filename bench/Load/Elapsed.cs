using System.Diagnostics;

namespace Claudit.Bench.Load;

/// <summary>How long something took.</summary>
/// <param name="Processor">The time that processors worked for the process, all cores added.</param>
internal readonly record struct Elapsed(TimeSpan Clock, TimeSpan Processor)
{
    /// <summary>Of something that this process does.</summary>
    public static Elapsed Of(Action action)
    {
        var watch = Watch.Start(Process.GetCurrentProcess());
        action();
        return watch.Read();
    }
}

/// <summary>Measures from its start on.</summary>
internal readonly record struct Watch(Process Process, long Clock, TimeSpan Processor)
{
    public static Watch Start(Process process)
    {
        process.Refresh();
        return new Watch(process, Stopwatch.GetTimestamp(), process.TotalProcessorTime);
    }

    public Elapsed Read()
    {
        Process.Refresh();
        return new Elapsed(Stopwatch.GetElapsedTime(Clock), Process.TotalProcessorTime - Processor);
    }
}
