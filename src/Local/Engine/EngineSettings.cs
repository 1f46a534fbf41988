using System.ComponentModel.DataAnnotations;

namespace Claudit.Local.Engine;

/// <summary>How much the embedded engine does at once.</summary>
public sealed class EngineSettings
{
    /// <summary>Audits that run at once; the others wait, tenants taking turns. Default 8.</summary>
    [Range(1, 1000)]
    public int MaxAudits { get; set; } = 8;

    /// <summary>Activities that run at once, audits taking turns. Default: one a core.</summary>
    [Range(1, 1000)]
    public int MaxActivities { get; set; } = Environment.ProcessorCount;

    /// <summary>Audits that may wait for their turn; when so many do, no more are taken. Default 1,000.</summary>
    [Range(0, 1_000_000)]
    public int MaxWaiting { get; set; } = 1000;

    /// <summary>Bytes of memory with which no more audits are taken while others run. Default: three quarters of what this process may have.</summary>
    [Range(1, long.MaxValue)]
    public long MaxMemory { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 * 3;

    /// <summary>Connections that may be open; further ones are closed at once. Default 5,000.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 5000;

    /// <summary>How often expired audits and strays are looked for. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);
}
