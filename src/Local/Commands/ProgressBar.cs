using Claudit.Storage;
using Spectre.Console;
using Progress = Claudit.Workflow.Progress;

namespace Claudit.Local.Commands;

/// <summary>One line that says what an audit is at: reading, then section by section.</summary>
internal sealed class ProgressBar : IProgress<ProgressEvent>
{
    private readonly ProgressTask _task;
    private int _files;

    public ProgressBar(ProgressContext display, int sections)
    {
        _task = display.AddTask("Reading", maxValue: sections);
        _task.IsIndeterminate = true;
    }

    public void CountFile() => _task.Description = $"Reading: {++_files} files";

    public void Report(ProgressEvent value)
    {
        switch (value.Type)
        {
            case Progress.StatusType:
                _task.Description = $"Analysing {_files} files";
                break;
            case Progress.SectionStartedType:
                _task.IsIndeterminate = false;
                _task.Description = Markup.Escape(value.Data.GetProperty("title").GetString()!);
                break;
            case Progress.SectionCompletedType:
                _task.Increment(1);
                break;
        }
    }
}
