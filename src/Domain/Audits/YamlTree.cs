using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Claudit.Audits;

/// <summary>A value in a YAML document, with the line (from 1) where it begins.</summary>
internal abstract record YamlItem(int Line);

/// <param name="IsNull">Left empty, or written as <c>null</c> or <c>~</c> without quotes.</param>
internal sealed record YamlText(int Line, string Value, bool IsNull) : YamlItem(Line);

internal sealed record YamlList(int Line, List<YamlItem> Items) : YamlItem(Line);

/// <summary>Entries as written: a key may stand there twice.</summary>
internal sealed record YamlMap(int Line, List<YamlEntry> Entries) : YamlItem(Line);

internal sealed record YamlEntry(YamlText Key, YamlItem Value);

/// <summary>Stands for something whose problem is reported already.</summary>
internal sealed record YamlBroken(int Line) : YamlItem(Line);

/// <summary>
/// Reads the plain part of YAML: text, lists and mappings, of bounded size and depth. Anchors, aliases and tags are refused, so that
/// a file cannot be larger than it looks.
/// </summary>
/// <remarks>
/// Built from the parser's events and not from the library's own document model, because that one descends without a bound and
/// stops at the first repeated key.
/// </remarks>
internal static class YamlTree
{
    /// <summary>In UTF-16 units; the largest definition so far has a tenth of it.</summary>
    public const int LongestText = 256 * 1024;

    /// <summary>Lists and mappings inside each other; a definition needs five.</summary>
    public const int Deepest = 12;

    /// <summary>The document's root, or null when it could not be read; the reason is then among the problems.</summary>
    public static YamlItem? Parse(string text, DefinitionProblems problems)
    {
        if (text.Length > LongestText)
        {
            problems.Add("file-too-large", 1, $"The file has {text.Length} characters; shorten it to {LongestText} at most.");
            return null;
        }

        var lines = ReportTabs(text, problems);
        if (problems.Count > 0)
            return null;

        var scanner = new Scanner(new StringReader(text));
        var parser = new Parser(scanner);
        var open = new Stack<Branch>();
        YamlItem? root = null;
        while (Next(parser, scanner, lines, problems) is { } current)
        {
            var line = (int)current.Start.Line;
            switch (current)
            {
                case StreamEnd:
                    return root;
                case DocumentStart when root is not null:
                    problems.Add("yaml-documents", line, "A second document begins here; keep one definition a file and remove the '---'.");
                    return null;
                case AnchorAlias:
                    problems.Add("yaml-alias", line, "Aliases (*name) are not read; write the value out.");
                    Place(new YamlBroken(line));
                    break;
                case Scalar scalar:
                    Refuse(scalar);
                    var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
                    Place(new YamlText(line, scalar.Value, isNull));
                    break;
                case SequenceStart or MappingStart when open.Count == Deepest:
                    problems.Add("yaml-depth", line, $"Nested more than {Deepest} deep; a definition needs five levels.");
                    return null;
                case SequenceStart start:
                    Refuse(start);
                    open.Push(new Branch(new YamlList(line, []), problems));
                    break;
                case MappingStart start:
                    Refuse(start);
                    open.Push(new Branch(new YamlMap(line, []), problems));
                    break;
                case SequenceEnd or MappingEnd:
                    Place(open.Pop().Item);
                    break;
            }
        }

        return null;

        void Place(YamlItem item)
        {
            if (open.TryPeek(out var parent))
                parent.Add(item);
            else
                root = item;
        }

        void Refuse(NodeEvent node)
        {
            if (!node.Anchor.IsEmpty)
                problems.Add("yaml-alias", (int)node.Start.Line, "Anchors (&name) are not read; remove it.");
            if (!node.Tag.IsEmpty)
                problems.Add("yaml-tag", (int)node.Start.Line, "Tags (!name) are not read; remove it and leave the value.");
        }
    }

    /// <summary>Tabs that indent, which YAML forbids: the parser would report the first of them, and not where it stands.</summary>
    /// <returns>How many lines there are.</returns>
    private static int ReportTabs(string text, DefinitionProblems problems)
    {
        var line = 0;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            if (content.TrimStart(' ').StartsWith('\t'))
                problems.Add("yaml-tab", line, "This line is indented by a tab; use spaces.");
        }

        return line;
    }

    /// <summary>The next event up to the end of the stream; null after a fault, which is reported.</summary>
    private static ParsingEvent? Next(Parser parser, Scanner scanner, int lines, DefinitionProblems problems)
    {
        try
        {
            parser.MoveNext();
            return parser.Current;
        }
        catch (YamlException error)
        {
            var start = error.Start.Line < error.End.Line ? $" What is being read here began in line {error.Start.Line}." : "";
            problems.Add("yaml-syntax", Line(error.End), $"This is not valid YAML: {error.Message}{start}");
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            // The library's answer to some tags and escapes, and to a key inside brackets that are not closed.
            problems.Add("yaml-syntax", Line(scanner.CurrentPosition), "This is not valid YAML: look for a bracket or quote without end, a '!' or a '\\'.");
        }

        return null;

        // The end of a file without a last line break is a line of its own to the library.
        int Line(Mark mark) => (int)Math.Clamp(mark.Line, 1, lines);
    }

    /// <summary>A list or mapping that is still being read.</summary>
    private sealed class Branch(YamlItem item, DefinitionProblems problems)
    {
        private YamlItem? key;

        public YamlItem Item => item;

        public void Add(YamlItem child)
        {
            if (item is YamlList list)
            {
                list.Items.Add(child);
            }
            else if (key is null)
            {
                key = child;
            }
            else
            {
                if (key is YamlText text)
                    ((YamlMap)item).Entries.Add(new YamlEntry(text, child));
                else if (key is not YamlBroken)
                    problems.Add("key-not-text", key.Line, "A key has to be a plain word, such as 'title'.");
                key = null;
            }
        }
    }
}
