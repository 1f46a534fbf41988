using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Local.Serving;

namespace Claudit.Local.Commands;

/// <summary>The <c>claudit</c> command line: from arguments to exit code. docs/command-line.md is its manual.</summary>
/// <param name="rules">All rules of the embedded auditor.</param>
/// <param name="serve">Runs the HTTP API until it is stopped, and gives the exit code.</param>
internal sealed class CommandLine(
    Terminal terminal, IReadOnlyList<RuleInfo> rules, Func<ServeOptions, Terminal, CancellationToken, Task<int>> serve)
{
    private const string RootExamples =
        """
        claudit
            Serve the HTTP API on http://127.0.0.1:7071.
        claudit audit src
            Audit a folder and read the report here.
        claudit catalog
            See which audits there are.
        """;

    private readonly Option<bool> _debug = new("--debug")
    {
        Description = "Show where an internal error happened.",
        Recursive = true,
    };

    public async Task<int> RunAsync(string[] arguments)
    {
        var root = Build();
        // A path may begin with @, as npm's scopes do: nothing names a file to read arguments from.
        var parse = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0) return Misused(parse);
        try
        {
            return await parse.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = terminal.Output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    // Longer than the server takes to answer what it has begun to answer.
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(15),
                },
                CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Stopped;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            terminal.Say(error.Message);
            return ExitCode.BadInput;
        }
        catch (Exception error)
        {
            terminal.Say($"Internal error: {error.GetType().Name}: {error.Message}");
            if (parse.GetValue(_debug)) terminal.Error.WriteLine(error.StackTrace);
            else terminal.Say("This is a bug of Claudit. Please report it with what the same command prints with --debug.");
            return ExitCode.Fault;
        }
    }

    private RootCommand Build()
    {
        var audit = new AuditCommand(terminal, ReadCatalog);
        var serveCommand = new ServeCommand(terminal, serve);
        var catalog = new CatalogCommand(terminal, ReadCatalog);
        var rulesCommand = new RulesCommand(terminal, ReadCatalog, rules);
        var root = new RootCommand("Claudit audits source code and reports verified findings with a reproducible score.")
        {
            audit, serveCommand, catalog, rulesCommand, _debug,
        };
        root.SetAction((_, cancel) => serve(new ServeOptions(), terminal, cancel));

        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage((HelpAction)help.Action!, new Dictionary<Command, string>
        {
            [root] = RootExamples,
            [audit] = AuditCommand.Examples,
            [serveCommand] = ServeCommand.Examples,
            [catalog] = CatalogCommand.Examples,
            [rulesCommand] = RulesCommand.Examples,
        });
        return root;
    }

    private AuditCatalog? ReadCatalog()
    {
        var reading = CatalogFolder.Read(CatalogFolder.Delivered);
        foreach (var problem in reading.Problems) terminal.Say($"{problem.Pointer}: {problem.Message}");
        return reading.Catalog;
    }

    private int Misused(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var unmatched = parse.UnmatchedTokens;
        foreach (var token in unmatched) terminal.Say(Unknown(token, command));
        // The parser's own word for unknown tokens names them and no more.
        foreach (var error in parse.Errors.Where(error => !unmatched.Any(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal))))
            terminal.Say(Text(error));
        terminal.Say($"Run '{(command is RootCommand ? "claudit" : $"claudit {command.Name}")} --help' to see how it is used.");
        return ExitCode.BadInput;
    }

    // The parser's own word for a missing argument names the command and not the argument.
    private static string Text(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0, Argument: var missing }
        ? $"The argument {missing.Name} is missing. {missing.Description}"
        : error.Message;

    private static string Unknown(string token, Command command)
    {
        if (command is RootCommand && Path.Exists(token)) return $"To audit '{token}', run 'claudit audit {token}'.";
        string[] known = [.. command.Subcommands.Select(child => child.Name), .. command.Options.Select(option => option.Name)];
        if (known.Length > 0) return $"'{token}' is not known here; {Advice.For(token, known)}";
        return token.StartsWith('-')
            ? $"There is no option '{token}' here."
            : $"'{token}' is one argument too many: 'claudit {command.Name}' takes one at most.";
    }
}
