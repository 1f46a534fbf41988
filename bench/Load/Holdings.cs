using System.Diagnostics;
using System.Globalization;

namespace Claudit.Bench.Load;

/// <summary>What a process holds at a moment.</summary>
internal sealed record Holdings(int Threads, int Handles, double Mebibytes)
{
    public static Holdings Of(Process process)
    {
        process.Refresh();
        return new Holdings(process.Threads.Count, process.HandleCount, process.WorkingSet64 / 1024d / 1024d);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Threads} threads, {Handles} handles, {Mebibytes:F0} MiB");
}
