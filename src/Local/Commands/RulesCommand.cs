using System.CommandLine;
using Claudit.Analysis.Rules;
using Claudit.Audits;

namespace Claudit.Local.Commands;

/// <summary><c>claudit rules</c>: what the embedded auditor looks for, and what one rule means.</summary>
internal sealed class RulesCommand : Command
{
    public const string Examples =
        """
        claudit rules
            List the rules, section by section.
        claudit rules deduplication/random-key-in-retry
            Show one in full: why it matters, its right and its wrong form.
        """;

    private readonly IReadOnlyList<RuleInfo> _rules;

    private readonly Argument<string?> _rule = new("RULE")
    {
        Description = "The id of a rule, as findings name it, to see it in full.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public RulesCommand(Terminal terminal, Func<AuditCatalog?> readCatalog, IReadOnlyList<RuleInfo> rules)
        : base("rules", "List the rules of the embedded auditor, or explain one.")
    {
        _rules = rules;
        Arguments.Add(_rule);
        SetAction(parse =>
        {
            if (readCatalog() is not { } catalog) return ExitCode.BadInput;
            var page = new Page(terminal.Output, terminal.Style);
            var id = parse.GetValue(_rule);
            if (id is null) List(page, catalog);
            else if (_rules.FirstOrDefault(rule => rule.Id == id) is { } rule) Show(page, rule, catalog);
            else
            {
                terminal.Say($"No rule is called '{id}'; {Advise(id)}");
                return ExitCode.BadInput;
            }

            return ExitCode.Fine;
        });
    }

    private string Advise(string id) => Nearest.To(id, _rules.Select(rule => rule.Id)) is { } nearest
        ? $"did you mean '{nearest}'?"
        : "'claudit rules' lists them.";

    private void List(Page page, AuditCatalog catalog)
    {
        var width = _rules.Select(rule => rule.Id.Length).DefaultIfEmpty().Max();
        var sections = catalog.Audits.SelectMany(audit => audit.Topics).Select(topic => topic.Id).ToList();
        foreach (var section in _rules.GroupBy(rule => rule.Section).OrderBy(group => sections.IndexOf(group.Key)))
        {
            page.Heading(TitleOf(section.Key, catalog));
            foreach (var rule in section.OrderBy(rule => rule.Id, StringComparer.Ordinal))
                page.Prose(rule.Title, indent: 2, lead: $"{rule.Severity,-8}  {rule.Id.PadRight(width)}  ");
            page.Blank();
        }

        page.Prose($"{_rules.Count} {(_rules.Count == 1 ? "rule" : "rules")}. 'claudit rules RULE' explains one.");
    }

    private static void Show(Page page, RuleInfo rule, AuditCatalog catalog)
    {
        page.Heading(rule.Id);
        page.Prose(rule.Title);
        page.Prose($"{rule.Severity} · {rule.Confidence.ToString().ToUpperInvariant()} · {rule.Classification.ToString().ToUpperInvariant()}");
        page.Prose($"{TitleOf(rule.Section, catalog)}: {QuestionOf(rule, catalog)}");
        Part(page, "What it finds", rule.Description);
        Part(page, "Why it matters", rule.Why);
        CodePart(page, "Wrong", rule.Wrong);
        CodePart(page, "Right", rule.Right);
        Part(page, "What to do", rule.Remediation);
    }

    private static void Part(Page page, string heading, string prose)
    {
        page.Blank();
        page.Heading(heading);
        page.Prose(prose, indent: 2);
    }

    private static void CodePart(Page page, string heading, string code)
    {
        page.Blank();
        page.Heading(heading);
        page.Lines(code, indent: 4);
    }

    private static string QuestionOf(RuleInfo rule, AuditCatalog catalog) =>
        catalog.Audits.SelectMany(audit => audit.Topics).FirstOrDefault(topic => topic.Id == rule.Section)
            ?.Checks.FirstOrDefault(check => check.Id == rule.Check)?.Question ?? rule.Check;

    /// <summary>As the audit calls it that has the section; its id when none has.</summary>
    private static string TitleOf(string section, AuditCatalog catalog) =>
        catalog.Audits.SelectMany(audit => audit.Topics).FirstOrDefault(topic => topic.Id == section)?.Title ?? section;
}
