using System.Text;
using Claudit.Reports;
using Spectre.Console;

namespace Claudit.Local.Commands;

/// <summary>Where a command writes: what was asked for to the output, everything else to the error stream.</summary>
internal sealed class Terminal
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Of what goes to <see cref="Output"/>.</summary>
    public TextStyle Style { get; init; } = TextStyle.Plain;

    /// <summary>The error stream where it can redraw lines; null where it cannot, such as in a pipe or a log.</summary>
    public IAnsiConsole? Display { get; init; }

    /// <summary>The process's own streams, in UTF-8. Colours need a terminal, and NO_COLOR turns them off.</summary>
    public static Terminal OfProcess()
    {
        Console.OutputEncoding = Utf8;
        var output = Detect(Console.Out);
        var error = Detect(Console.Error);
        return new Terminal
        {
            Output = Console.Out,
            Error = Console.Error,
            Style = CanRedraw(output) && output.Profile.Capabilities.ColorSystem != ColorSystem.NoColors ? TextStyle.Ansi : TextStyle.Plain,
            Display = CanRedraw(error) ? error : null,
        };
    }

    /// <summary>One line on the error stream, whatever the message quotes.</summary>
    public void Say(string message) => Error.WriteLine($"claudit: {InertText.Line(message)}");

    private static IAnsiConsole Detect(TextWriter writer) => AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(writer),
        // They take build servers, whose logs are no terminals, for terminals.
        Enrichment = new ProfileEnrichment { UseDefaultEnrichers = false },
    });

    private static bool CanRedraw(IAnsiConsole console) => console.Profile is { Out.IsTerminal: true, Capabilities.Ansi: true };
}
