using System.Text;
using System.Text.Json.Nodes;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>A rule as SARIF describes it to code scanning.</summary>
internal static class SarifRule
{
    // The longest descriptions that code scanning takes.
    private const int LongestDescription = 1024;

    /// <param name="findings">All findings of the rule, worst first; at least one.</param>
    public static JsonObject Descriptor(List<Finding> findings, RuleDescription? described, string audit)
    {
        var worst = findings.Min(FindingOrder.Instance)!;
        var rule = described ?? new RuleDescription(worst.Rule, worst.Title, worst.Description, worst.Remediation, "");
        return new JsonObject
        {
            ["id"] = worst.Rule,
            ["name"] = Name(worst.Rule),
            ["shortDescription"] = Text(ShortText.Cut(Sentence(rule.Title), LongestDescription)),
            ["fullDescription"] = Text(ShortText.Cut(Sentence(rule.Description), LongestDescription)),
            ["help"] = new JsonObject { ["text"] = HelpText(rule), ["markdown"] = HelpMarkdown(rule) },
            ["defaultConfiguration"] = new JsonObject { ["level"] = Level(worst.Severity) },
            ["properties"] = new JsonObject
            {
                ["precision"] = Precision(worst.Confidence),
                // Code scanning shows a severity of its own only where the rule is tagged so.
                ["security-severity"] = SecuritySeverity(worst.Severity),
                ["tags"] = new JsonArray("security", audit, worst.Section),
            },
        };
    }

    public static string Level(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        _ => "note",
    };

    // Within the bounds by which code scanning says critical (over 9), high (7), medium (4) and low.
    private static string SecuritySeverity(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        _ => "2.0",
    };

    private static string Precision(Confidence confidence) => confidence switch
    {
        Confidence.Certain => "very-high",
        Confidence.Likely => "high",
        _ => "medium",
    };

    private static string HelpText(RuleDescription rule) =>
        string.Join("\n\n", new[] { rule.Description, rule.Why, rule.Remediation }.Where(text => text.Length > 0));

    private static string HelpMarkdown(RuleDescription rule)
    {
        var help = new MarkupWriter<MarkdownText>();
        help.Line($"{MarkdownText.Paragraph(rule.Description)}");
        if (rule.Why.Length > 0) help.Line($"\n**Why it matters:** {MarkdownText.Paragraph(rule.Why)}");
        help.Line($"\n**Remediation:** {MarkdownText.Paragraph(rule.Remediation)}");
        return help.ToString();
    }

    /// <summary>The id's last part in Pascal case, which is what SARIF calls a readable name.</summary>
    private static string Name(string rule)
    {
        var name = new StringBuilder();
        foreach (var word in rule[(rule.LastIndexOf('/') + 1)..].Split('-', StringSplitOptions.RemoveEmptyEntries))
        {
            name.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return name.Length == 0 ? "Rule" : name.ToString();
    }

    private static JsonObject Text(string text) => new() { ["text"] = text };

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
