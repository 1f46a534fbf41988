using System.Text;
using Claudit.Reports;

namespace Claudit.Local.Commands;

/// <summary>Writes reference text for a terminal of 100 columns, with LF line breaks.</summary>
internal sealed class Page(TextWriter output, TextStyle style)
{
    private const int Width = 100;

    public void Heading(string text, int indent = 0) =>
        output.Write($"{new string(' ', indent)}{(style == TextStyle.Ansi ? $"\e[1m{text}\e[0m" : text)}\n");

    public void Blank() => output.Write('\n');

    /// <summary>Code or anything else whose lines are not to be wrapped.</summary>
    public void Lines(string text, int indent)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n'))
            output.Write($"{(line.Length == 0 ? "" : new string(' ', indent))}{line}\n");
    }

    /// <summary>Prose, wrapped. Paragraphs are parted by empty lines.</summary>
    /// <param name="lead">What the first line begins with, behind the indent; the other lines are set in by its length.</param>
    public void Prose(string text, int indent = 0, string lead = "")
    {
        var start = new string(' ', indent) + lead;
        foreach (var paragraph in text.Split('\n'))
        {
            var line = new StringBuilder(start);
            start = new string(' ', indent + lead.Length);
            var empty = true;
            foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!empty && line.Length + 1 + word.Length > Width)
                {
                    output.Write($"{line}\n");
                    line.Clear().Append(start);
                    empty = true;
                }

                line.Append(empty ? "" : " ").Append(word);
                empty = false;
            }

            output.Write($"{line.ToString().TrimEnd()}\n");
        }
    }
}
