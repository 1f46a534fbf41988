namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer's function is told about its schedule.</summary>
public class TimerInfo
{
    /// <summary>Null where the schedule is not monitored.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>This run is later than planned.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Occurrences of a timer.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
