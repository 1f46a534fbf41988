using System.Text;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

internal static class Templates
{
    /// <summary>The text of a template; each hole is <c>?</c> with its own text between <c>{</c> and <c>}</c>, at most 40 characters of it.</summary>
    public static string TextOf(TemplateExpression template, string source)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part is LiteralExpression literal) text.Append(literal.Value);
            else text.Append("?{").Append(Snippet.Of(source, part.Span, 40).Replace('}', ')')).Append('}');
        }

        return text.ToString();
    }

    public static IEnumerable<string> NamesIn(Expression pattern) => pattern switch
    {
        NameExpression name => [name.Name],
        ListExpression list => list.Items.SelectMany(NamesIn),
        ObjectExpression entries => entries.Entries.SelectMany(entry => NamesIn(entry.Value)),
        _ => [],
    };
}
