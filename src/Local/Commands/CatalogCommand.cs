using System.CommandLine;
using System.Globalization;
using Claudit.Audits;

namespace Claudit.Local.Commands;

/// <summary><c>claudit catalog</c>: which audits there are, and what one of them asks.</summary>
internal sealed class CatalogCommand : Command
{
    public const string Examples =
        """
        claudit catalog
            List the audits.
        claudit catalog metered-billing
            Show one in full: sections, checks, severities and dimensions.
        """;

    private readonly Argument<string?> _audit = new("AUDIT")
    {
        Description = "The id of an audit, to see it in full.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public CatalogCommand(Terminal terminal, Func<AuditCatalog?> readCatalog)
        : base("catalog", "List the audits, or show what one asks.")
    {
        Arguments.Add(_audit);
        SetAction(parse =>
        {
            if (readCatalog() is not { } catalog) return ExitCode.BadInput;
            var page = new Page(terminal.Output, terminal.Style);
            var id = parse.GetValue(_audit);
            if (id is null) List(page, catalog);
            else if (catalog.Find(id) is { } audit) Show(page, audit);
            else
            {
                terminal.Say(catalog.Unknown(id, _audit.Name).Message);
                return ExitCode.BadInput;
            }

            return ExitCode.Fine;
        });
    }

    private static void List(Page page, AuditCatalog catalog)
    {
        foreach (var audit in catalog.Audits)
        {
            page.Heading($"{audit.Id}  {audit.Title} ({audit.Category})");
            page.Prose(audit.Summary, indent: 2);
            page.Blank();
        }

        page.Prose("'claudit catalog ID' shows one in full; 'claudit audit PATH --audit ID' runs it.");
    }

    private static void Show(Page page, AuditDefinition audit)
    {
        page.Heading($"{audit.Title} ({audit.Id}, version {audit.Version})");
        page.Prose(audit.Summary);
        page.Blank();

        page.Heading("Severities");
        foreach (var severity in audit.Severities) page.Prose(severity.Meaning, indent: 2, lead: $"{severity.Severity,-10}");
        page.Blank();

        page.Heading("Sections");
        foreach (var section in audit.Sections)
        {
            page.Heading($"{section.Number,2}. {section.Title}{(section.Kind == SectionKind.Topic ? $" ({section.Id})" : "")}");
            foreach (var check in section.Checks) page.Prose($"{check.Question} ({check.Id})", indent: 4, lead: "- ");
        }

        page.Blank();
        page.Heading("Dimensions of the score");
        var width = audit.Dimensions.Max(dimension => dimension.Title.Length);
        var titles = audit.Topics.ToDictionary(topic => topic.Id, topic => topic.Title, StringComparer.Ordinal);
        foreach (var dimension in audit.Dimensions)
        {
            var weight = dimension.Weight.ToString(CultureInfo.InvariantCulture);
            page.Prose(
                $"weight {weight}: {string.Join(", ", dimension.Sections.Select(section => titles[section]))}",
                indent: 2,
                lead: dimension.Title.PadRight(width) + "  ");
        }

        page.Blank();
        page.Heading("What a model that performs the audit is told");
        page.Prose(audit.Reviewer.Role, indent: 2);
        page.Blank();
        page.Prose(audit.Reviewer.Instructions, indent: 2);
    }
}
