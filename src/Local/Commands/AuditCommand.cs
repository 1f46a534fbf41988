using System.CommandLine;
using System.CommandLine.Parsing;
using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Reports;
using Claudit.Submissions;

namespace Claudit.Local.Commands;

/// <summary><c>claudit audit</c>: one audit in this process, its report on the standard output or in a file.</summary>
internal sealed class AuditCommand : Command
{
    public const string Examples =
        """
        claudit audit src
            Audit a folder and read the report here.
        claudit audit api worker db/schema.sql --min-severity high
            Audit several folders and files as one submission; show the worst findings only.
        claudit audit release.zip --format html --output report.html
            Audit an archive and write a page.
        claudit audit src --format sarif --output claudit.sarif --fail-on high
            As a build step: keep a report for code scanning, fail on High and Critical findings.
        claudit audit - --path meter.ts < pasted.txt
            Audit pasted code under a name of your choice.
        """;

    private const string StandardInput = "-";
    private const string StandardInputFile = "/dev/stdin";
    private const string None = "none";

    private static readonly string[] Severities = [.. Enum.GetNames<Severity>().Select(name => name.ToLowerInvariant())];

    private readonly Terminal _terminal;
    private readonly Func<AuditCatalog?> _catalog;

    private readonly Argument<string[]> _paths = new("PATH")
    {
        Description = "A file, a folder, or a .zip, .tar.gz or .tgz archive; '-' reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string> _audit = new("--audit")
    {
        Description = "The audit to run; 'claudit catalog' lists them.",
        HelpName = "ID",
        DefaultValueFactory = _ => "metered-billing",
    };

    private readonly Choice _format =
        new("--format", "How the report is written.", ReportFormats.Text.Name, [.. ReportFormats.All.Select(format => format.Name)]);

    private readonly Option<string?> _output = new("--output")
    {
        Description = "Write the report to this file, whole or not at all, instead of to the standard output.",
        HelpName = "FILE",
    };

    private readonly Choice _failOn =
        new("--fail-on", "Exit with 1 when there is a finding of this severity or a worse one.", None, [.. Severities, None]);

    private readonly Choice _minSeverity =
        new("--min-severity", "Show no findings below this severity; the score counts them all.", "low", Severities);

    private readonly Option<string?> _path = new("--path")
    {
        Description = "What to call standard input in the report, such as 'meter.ts'.",
        HelpName = "NAME",
    };

    /// <param name="catalog">Null when it cannot be read, which it has then said.</param>
    public AuditCommand(Terminal terminal, Func<AuditCatalog?> catalog)
        : base("audit", "Audit source code here and now; nothing is stored.")
    {
        (_terminal, _catalog) = (terminal, catalog);
        Arguments.Add(_paths);
        foreach (var option in new Option[] { _audit, _format, _output, _failOn, _minSeverity, _path }) Options.Add(option);
        _paths.Validators.Add(RefuseUnknownOptions);
        Validators.Add(CheckStandardInput);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parse, CancellationToken cancel)
    {
        if (_catalog() is not { } catalog) return ExitCode.BadInput;
        var problems = new List<Problem>();
        var name = parse.GetRequiredValue(_audit);
        var definition = catalog.Find(name);
        if (definition is null) problems.Add(catalog.Unknown(name, _audit.Name));
        OutputFile? file = null;
        if (parse.GetValue(_output) is { } output && (file = OutputFile.At(output, out var unwritable)) is null)
            problems.Add(new Problem("output-unusable", _output.Name, unwritable!));
        var source = await SourceAsync(parse, problems, cancel);
        if (file is not null && source is not null && !MakesWayFor(source, file.Path))
        {
            problems.Add(new Problem("output-audited", _output.Name,
                $"--output '{parse.GetValue(_output)}' is one of the files to audit, and the report would replace it: name another file, or delete it first."));
        }

        if (problems.Count > 0 || definition is null || source is null) return Refused(problems);

        var options = new AuditOptions { MinSeverity = SeverityOf(parse.GetRequiredValue(_minSeverity))!.Value };
        var (report, refusals) = await new OneOffAudit(_terminal.Display).RunAsync(definition, source, options, cancel);
        cancel.ThrowIfCancellationRequested();
        if (report is null) return Refused(refusals);

        var format = ReportFormats.Named(parse.GetRequiredValue(_format))!;
        if (file is null)
        {
            await _terminal.Output.WriteAsync(
                format == ReportFormats.Text ? TextRenderer.Render(report, _terminal.Style) : format.Render(report, RuleBook.Descriptions));
        }
        else
        {
            file.Write(format.Render(report, RuleBook.Descriptions));
            _terminal.Say($"The report is in '{parse.GetValue(_output)}'.");
        }

        return Judge(report, SeverityOf(parse.GetRequiredValue(_failOn)));
    }

    private async Task<SubmissionSource?> SourceAsync(ParseResult parse, List<Problem> problems, CancellationToken cancel)
    {
        var paths = parse.GetRequiredValue(_paths);
        if (!paths.Any(IsStandardInput)) return SubmittedPaths.Find(paths, OneOffAudit.Limits.Files, problems, cancel);
        if (Directory.Exists(StandardInputFile))
        {
            problems.Add(new Problem("input-folder", _paths.Name, "Standard input is a folder: give its path instead of '-'."));
            return null;
        }

        if (_terminal.Display is not null && !Console.IsInputRedirected) _terminal.Say("Reading standard input up to its end (Ctrl-D).");
        return await PastedInput.ReadAsync(parse.GetValue(_path), cancel);
    }

    private int Refused(IReadOnlyCollection<Problem> problems)
    {
        foreach (var problem in problems) _terminal.Say(problem.Message);
        return problems.Any(problem => problem.Code == OneOffAudit.Failed) ? ExitCode.Incomplete : ExitCode.BadInput;
    }

    private int Judge(Report report, Severity? failOn)
    {
        if (!report.Complete) _terminal.Say($"The audit is incomplete. {report.IncompleteReason}");
        var code = ExitCode.Of(report.Summary.Totals, report.Complete, failOn);
        if (code == ExitCode.Findings) _terminal.Say($"There are findings of severity {failOn} or worse (--fail-on).");
        return code;
    }

    private static bool MakesWayFor(SubmissionSource source, string output) => source is SubmittedPaths paths
        ? paths.LeaveOut(output)
        : !RealPath.Comparer.Equals(RealPath.Of(StandardInputFile), output) || SpecialFile.Is(output);

    private static bool IsStandardInput(string path) => path is StandardInput or StandardInputFile;

    private static Severity? SeverityOf(string name) => name == None ? null : Enum.Parse<Severity>(name, ignoreCase: true);

    /// <summary>The parser takes a mistyped option for one more path.</summary>
    private void RefuseUnknownOptions(ArgumentResult paths)
    {
        foreach (var token in paths.Tokens.Select(token => token.Value).Where(value => value is ['-', _, ..] && !Path.Exists(value)))
            paths.AddError($"There is no option '{token}'; {Advice.For(token, [.. Options.Select(option => option.Name)])}");
    }

    private void CheckStandardInput(CommandResult command)
    {
        var paths = command.GetResult(_paths)?.Tokens.Select(token => token.Value).ToArray() ?? [];
        var reads = paths.Any(IsStandardInput);
        if (reads && paths.Length > 1) command.AddError("'-' stands alone: audit standard input by itself.");
        if (command.GetResult(_path) is not { Tokens: [{ Value: var name }] }) return;
        if (!reads) command.AddError("--path names standard input: use it with '-'.");
        else if (SubmissionPath.ProblemOf(name, OneOffAudit.Limits) is { } problem)
            command.AddError($"--path is a relative path such as src/meter.ts: {problem.Message}");
    }
}
