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

    /// <summary>How often expired audits and strays are looked for. Default 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan SweepInterval { get; set; } = TimeSpan.FromMinutes(10);
}
