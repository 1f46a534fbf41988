using System.Globalization;
using System.Text;
using Claudit.Audits;

namespace Claudit.Analysis.Rules;

/// <summary>The manual of the rules, made from what they say of themselves.</summary>
public static class RuleReference
{
    /// <summary>Markdown: a table of all rules, then a chapter a section and a page a rule, in the order of the rule book.</summary>
    public static string Markdown(AuditDefinition definition)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Rules of the embedded auditor\n\n{RuleBook.All.Length} rules, made from the rules themselves; `claudit rules RULE` prints one.\n");
        foreach (var section in definition.Topics)
        {
            var rules = RuleBook.All.Where(rule => rule.Info.Section == section.Id).Select(rule => rule.Info).ToList();
            text.Append(CultureInfo.InvariantCulture, $"\n## {section.Title}\n\n| Rule | Severity | Finds |\n|---|---|---|\n");
            foreach (var rule in rules) text.Append(CultureInfo.InvariantCulture, $"| [{rule.Id}](#{Anchor(rule.Id)}) | {rule.Severity} | {rule.Title} |\n");
            foreach (var rule in rules) Page(text, rule, section);
        }

        return text.ToString();
    }

    private static void Page(StringBuilder text, RuleInfo rule, SectionDefinition section)
    {
        var question = section.Checks.Single(check => check.Id == rule.Check).Question;
        text.Append(CultureInfo.InvariantCulture, $"\n### {rule.Id}\n\n**{rule.Title}.** {rule.Severity}, {rule.Confidence.ToString().ToUpperInvariant()}, {rule.Classification.ToString().ToUpperInvariant()}.\n");
        text.Append(CultureInfo.InvariantCulture, $"It answers: {question}\n\n{rule.Description}\n\n*Why it matters:* {rule.Why}\n\n*What to do:* {rule.Remediation}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nWrong:\n\n```ts\n{rule.Wrong.Trim()}\n```\n\nRight:\n\n```ts\n{rule.Right.Trim()}\n```\n");
    }

    /// <summary>The anchor that renderers of Markdown give a heading: letters, digits and hyphens, in lower case.</summary>
    private static string Anchor(string heading) => string.Concat(heading.ToLowerInvariant().Where(character => char.IsLetterOrDigit(character) || character == '-'));
}
