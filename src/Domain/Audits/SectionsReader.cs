using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>Reads the ten sections: the frame's four, of which a definition holds the ids only, and the topics between them.</summary>
internal static class SectionsReader
{
    private static readonly string[] SectionKeys = ["id", "title", "guidance", "checks"];
    private static readonly string[] CheckKeys = ["id", "question", "neededToAssess"];

    public static ImmutableArray<SectionDefinition> Read(DefinitionFields audit, DefinitionProblems problems)
    {
        var sectionIds = new UniqueIds("section", problems);
        var checkIds = new UniqueIds("check", problems);
        var sections = new List<(SectionDefinition Section, int Line)>();
        foreach (var fields in audit.Maps("sections", "all ten, in order", "Section", SectionKeys))
        {
            var id = fields.Id("an id such as 'event-ingestion'");
            var line = fields.LineOf("id");
            sectionIds.Add(id, line);
            if (Frame(fields, id) is not { } frame)
                sections.Add((Topic(fields, id, sections.Count + 1, checkIds), line));
            else if (sections.All(entry => entry.Section != frame))
                sections.Add((frame, line));
        }

        if (sections.Count > 0)
            CheckFrame(sections, audit, problems);
        return [.. sections.Select(entry => entry.Section)];
    }

    /// <summary>The section of the frame that an id names, or nearly names; null for a topic.</summary>
    private static SectionDefinition? Frame(DefinitionFields fields, string id)
    {
        var frame = SectionFrame.Find(id);
        if (frame is null && !fields.Has("checks") && !fields.Has("guidance"))
        {
            frame = SectionFrame.Find(Nearest.To(id, SectionFrame.All.Select(section => section.Id)));
            if (frame is not null)
                fields.Report("section-unknown", "id", $"{fields.Owner} asks nothing and is not of the frame; did you mean '{frame.Id}'?");
        }

        if (frame is not null)
        {
            foreach (var key in SectionKeys.Where(key => key != "id" && fields.Has(key)))
                fields.Report("key-unknown", key, $"{fields.Owner} is '{frame.Title}' in every report and asks nothing; remove '{key}'.");
        }

        return frame;
    }

    private static SectionDefinition Topic(DefinitionFields fields, string id, int number, UniqueIds checkIds)
    {
        var title = fields.OneLine("title", "the heading, such as 'Event Ingestion Reliability'");
        var guidance = fields.Prose("guidance", "what to look at, and what counts as evidence");
        var checks = ImmutableArray.CreateBuilder<CheckDefinition>();
        foreach (var check in fields.Maps("checks", "at least one question", "Check", CheckKeys))
        {
            var checkId = check.Id("an id such as 'stable-key'");
            checkIds.Add(checkId, check.LineOf("id"));
            checks.Add(new CheckDefinition(
                checkId,
                check.OneLine("question", "what must be answered, as a question"),
                check.OneLine("neededToAssess", "what has to be submitted to answer it, such as 'the code that closes a period'")));
        }

        return new SectionDefinition(id, number, title, SectionKind.Topic, guidance, checks.ToImmutable());
    }

    private static void CheckFrame(
        List<(SectionDefinition Section, int Line)> sections, DefinitionFields audit, DefinitionProblems problems)
    {
        var topics = sections.Count(entry => entry.Section.Kind == SectionKind.Topic);
        if (topics != SectionFrame.Topics)
        {
            var change = topics < SectionFrame.Topics ? $"add {SectionFrame.Topics - topics}" : $"remove {topics - SectionFrame.Topics}";
            audit.Report("section-count", "sections", $"An audit has ten sections, {SectionFrame.Topics} topics in the frame's "
                + $"{SectionFrame.All.Length}; here are {topics} topics: {change}.");
        }

        foreach (var missing in SectionFrame.All.Where(frame => sections.All(entry => entry.Section != frame)))
            audit.Report("section-missing", "sections", $"'{missing.Id}' is missing; add '- id: {missing.Id}' as number {missing.Number}.");

        // Compared with the sections that are there, so that one that is missing does not displace the others.
        var present = sections.Select(entry => entry.Section).ToList();
        var inOrder = SectionFrame.Before.Where(present.Contains)
            .Concat(present.Where(section => section.Kind == SectionKind.Topic))
            .Concat(SectionFrame.After.Where(present.Contains))
            .ToList();
        foreach (var ((section, at), expected) in sections.Zip(inOrder))
        {
            if (section.Kind != SectionKind.Topic && section != expected)
                problems.Add("section-order", at, $"'{section.Id}' has to be number {section.Number}; move it {Place(section)}.");
        }
    }

    private static string Place(SectionDefinition frame) => frame.Kind switch
    {
        SectionKind.ExecutiveSummary => "to the top of the list",
        SectionKind.SeverityLegend => "behind 'executive-summary'",
        SectionKind.ActionList => "in front of 'score'",
        _ => "to the end of the list",
    };
}
