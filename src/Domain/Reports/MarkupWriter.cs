using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Claudit.Reports;

/// <summary>How a format writes text so that it stays text.</summary>
internal interface IEscape
{
    static abstract string Escape(string text);
}

/// <summary>Text that is already in a format's own notation and must not be escaped again.</summary>
internal readonly record struct Markup(string Text)
{
    public static implicit operator Markup(StringBuilder text) => new(text.ToString());
}

/// <summary>
/// Writes a document by interpolation: what stands in the literal is the format's, and every value in a hole is escaped, unless
/// it is <see cref="Markup"/>. So nothing submitted gets into a document unescaped by oversight.
/// </summary>
internal sealed class MarkupWriter<TEscape>
    where TEscape : IEscape
{
    private readonly StringBuilder _document = new();

    // The holes have written themselves by the time that this is called.
    public MarkupWriter<TEscape> Write([InterpolatedStringHandlerArgument("")] ref Holes text) => this;

    /// <summary>As <see cref="Write"/>, with LF behind it on every machine.</summary>
    public void Line([InterpolatedStringHandlerArgument("")] ref Holes text) => _document.Append('\n');

    public void Line() => _document.Append('\n');

    public Markup ToMarkup() => _document;

    public override string ToString() => _document.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Holes
    {
        private readonly StringBuilder _document;

        // The compiler passes the first two.
        public Holes(int literalLength, int formattedCount, MarkupWriter<TEscape> writer) => _document = writer._document;

        // A raw literal takes the line breaks of the source file.
        public void AppendLiteral(string literal) => _document.Append(literal.ReplaceLineEndings("\n"));

        public void AppendFormatted(string? text) => _document.Append(TEscape.Escape(text ?? ""));

        public void AppendFormatted(Markup markup) => _document.Append(markup.Text);

        public void AppendFormatted<T>(T value)
            where T : struct, IFormattable => AppendFormatted(value, null);

        public void AppendFormatted<T>(T value, string? format)
            where T : struct, IFormattable => _document.Append(TEscape.Escape(value.ToString(format, CultureInfo.InvariantCulture)));
    }
}
