using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Claudit.Local.Commands;

/// <summary>The library's help with examples below it.</summary>
internal sealed class HelpPage(HelpAction help, IReadOnlyDictionary<Command, string> examples) : SynchronousCommandLineAction
{
    // Whoever asks for help may have left out what a command needs.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (!examples.TryGetValue(parseResult.CommandResult.Command, out var text)) return ExitCode.Fine;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var line in text.Split('\n')) output.WriteLine($"  {line}".TrimEnd());
        output.WriteLine();
        return ExitCode.Fine;
    }
}
