using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by the clock.</summary>
/// <param name="schedule">Six-field cron expression, a time span, or <c>%setting%</c>.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; private set; } = schedule;

    /// <summary>Keeps the schedule across restarts. Default true.</summary>
    public bool UseMonitor { get; set; } = true;

    /// <summary>Runs once more whenever the host starts. Default false.</summary>
    public bool RunOnStartup { get; set; }
}
