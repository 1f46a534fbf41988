using System.Runtime.CompilerServices;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

internal static class Templates
{
    /// <summary>The text of a template; each hole is <c>?</c> with its own text between <c>{</c> and <c>}</c>, at most 40 characters of it.</summary>
    public static string TextOf(TemplateExpression template, string source)
    {
        Span<char> hole = stackalloc char[40];
        var text = new DefaultInterpolatedStringHandler(0, 0);
        foreach (var part in template.Parts)
        {
            if (part is LiteralExpression literal)
            {
                text.AppendLiteral(literal.Value);
                continue;
            }

            var written = hole[..Snippet.Write(source, part.Span, hole)];
            written.Replace('}', ')');
            text.AppendLiteral("?{");
            text.AppendFormatted(written);
            text.AppendLiteral("}");
        }

        return text.ToStringAndClear();
    }

    public static IEnumerable<string> NamesIn(Expression pattern) => pattern switch
    {
        NameExpression name => [name.Name],
        ListExpression list => list.Items.SelectMany(NamesIn),
        ObjectExpression entries => entries.Entries.SelectMany(entry => NamesIn(entry.Value)),
        _ => [],
    };
}
