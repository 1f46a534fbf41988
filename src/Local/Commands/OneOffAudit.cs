using System.Security.Cryptography;
using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Submissions;
using Spectre.Console;

namespace Claudit.Local.Commands;

/// <summary>Runs an audit in memory and shows on a terminal how far it is.</summary>
/// <param name="display">Null for nobody.</param>
internal sealed class OneOffAudit(IAnsiConsole? display)
{
    /// <summary>Code of the problem of an audit that began and came to no report.</summary>
    public const string Failed = "audit-failed";

    /// <summary>What lies on a disk was not packed to be audited, so an unfit file is no reason to refuse the rest.</summary>
    public static SubmissionLimits Limits { get; } = new() { UnfitFiles = UnfitFiles.Skip };

    public Task<InlineResult> RunAsync(AuditDefinition definition, SubmissionSource source, AuditOptions options, CancellationToken cancel)
    {
        if (display is null) return RunAsync(definition, source, options, null, cancel);
        return display.Progress()
            .AutoClear(true)
            .Columns(new SpinnerColumn(), new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(bar => RunAsync(definition, source, options, new ProgressBar(bar, definition.Topics.Count()), cancel));
    }

    private static Task<InlineResult> RunAsync(
        AuditDefinition definition, SubmissionSource source, AuditOptions options, ProgressBar? bar, CancellationToken cancel)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return InlineAudit.RunAsync(id, ReadAsync, definition, options, TimeProvider.System, bar, cancel);

        async Task<SubmissionReading> ReadAsync(Func<SourceFile, CancellationToken, Task> take, CancellationToken stop)
        {
            var reader = new SubmissionReader(source, Limits);
            foreach (var file in reader.Files(stop))
            {
                await take(file, stop);
                bar?.CountFile();
            }

            return reader.Manifest is { } manifest ? SubmissionReading.Of(manifest) : SubmissionReading.Refused(reader.Problems);
        }
    }
}
