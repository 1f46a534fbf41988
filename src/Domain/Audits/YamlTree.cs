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

        try
        {
            return Build(new Parser(new StringReader(text)), problems);
        }
        catch (YamlException error)
        {
            problems.Add("yaml-syntax", (int)Math.Max(1, error.Start.Line), $"This is not valid YAML: {error.Message}");
            return null;
        }
    }

    private static YamlItem? Build(Parser parser, DefinitionProblems problems)
    {
        var open = new Stack<Branch>();
        YamlItem? root = null;
        while (parser.MoveNext())
        {
            var current = parser.Current!;
            var line = (int)current.Start.Line;
            switch (current)
            {
                case DocumentStart when root is not null:
                    problems.Add("yaml-documents", line, "A second document begins here; keep one definition a file and remove the '---'.");
                    return root;
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

        return root;

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
