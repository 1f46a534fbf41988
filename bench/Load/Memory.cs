using System.Diagnostics;
using System.Globalization;

namespace Claudit.Bench.Load;

internal static class Memory
{
    /// <summary>The most memory that a process has had resident so far, in MiB; on Linux the kernel's high-water mark.</summary>
    public static double Peak(int process)
    {
        var status = $"/proc/{process}/status";
        if (!File.Exists(status)) return Process.GetProcessById(process).PeakWorkingSet64 / 1024d / 1024d;
        var line = File.ReadLines(status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024d;
    }
}
