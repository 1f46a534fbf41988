using System.Text;

namespace Claudit.Reports;

/// <summary>Text as HTML content or as an attribute's value in double quotes.</summary>
internal sealed class HtmlText : IEscape
{
    public static string Escape(string text) => Encode(InertText.Line(text));

    /// <summary>As <see cref="Escape"/>, with line breaks and tabs kept.</summary>
    public static Markup Block(string text) => new(Encode(InertText.Block(text)));

    /// <summary>A paragraph for each line of <see cref="Prose"/>.</summary>
    public static Markup Paragraphs(string text)
    {
        var html = new MarkupWriter<HtmlText>();
        foreach (var line in Prose.Lines(text)) html.Write($"<p>{Inline(line)}</p>");
        return html.ToMarkup();
    }

    /// <summary>One line of <see cref="Prose"/>.</summary>
    public static Markup Inline(string line)
    {
        var html = new MarkupWriter<HtmlText>();
        foreach (var (text, isCode) in Prose.Pieces(line))
        {
            if (isCode) html.Write($"<code>{text}</code>");
            else html.Write($"{text}");
        }

        return html.ToMarkup();
    }

    private static string Encode(string text) => text.AsSpan().ContainsAny("&<>\"'")
        ? new StringBuilder(text, text.Length + 32)
            .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("'", "&#39;").ToString()
        : text;
}
