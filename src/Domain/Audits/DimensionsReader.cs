using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>Reads the dimensions of the score, over which the topics are divided without rest.</summary>
internal static class DimensionsReader
{
    private static readonly string[] DimensionKeys = ["id", "title", "weight", "sections"];

    public static ImmutableArray<DimensionDefinition> Read(
        DefinitionFields audit, ImmutableArray<SectionDefinition> sections, DefinitionProblems problems)
    {
        var topics = sections
            .Where(section => section.Kind == SectionKind.Topic && section.Id.Length > 0)
            .Select(section => section.Id)
            .ToHashSet();
        var ids = new UniqueIds("dimension", problems);
        var ownerOf = new Dictionary<string, string>(StringComparer.Ordinal);
        var dimensions = ImmutableArray.CreateBuilder<DimensionDefinition>();
        foreach (var fields in audit.Maps("dimensions", "a row of the score or more", "Dimension", DimensionKeys))
        {
            var id = fields.Id("an id such as 'event-reliability'");
            ids.Add(id, fields.LineOf("id"));
            var title = fields.OneLine("title", "the name in the score's table, such as 'Event Reliability'");
            var weight = fields.Weight("weight", "its share in the composite, such as 3");
            dimensions.Add(new DimensionDefinition(id, title, weight, topics.Count == 0 ? [] : Topics(fields, topics, ownerOf, problems)));
        }

        if (dimensions.Count > 0)
            ReportLeftOut(audit, topics.Except(ownerOf.Keys));
        return dimensions.ToImmutable();
    }

    private static ImmutableArray<string> Topics(
        DefinitionFields fields, HashSet<string> topics, Dictionary<string, string> ownerOf, DefinitionProblems problems)
    {
        var own = ImmutableArray.CreateBuilder<string>();
        foreach (var item in fields.List("sections", "the ids of its topics, such as [event-ingestion]"))
        {
            if (item is YamlBroken)
                continue;

            if (item is not YamlText { IsNull: false } text)
                problems.Add("type-wrong", item.Line, $"'sections' of {fields.InSentence} lists ids of topics; write one here.");
            else if (SectionFrame.Find(text.Value) is not null)
                problems.Add("dimension-section-frame", item.Line, $"{fields.Owner} names '{text.Value}', which asks nothing; remove it.");
            else if (!topics.Contains(text.Value))
                ReportUnknown(text);
            else if (ownerOf.TryAdd(text.Value, fields.InSentence))
                own.Add(text.Value);
            else
                problems.Add("dimension-section-repeated", item.Line, $"'{text.Value}' counts in {ownerOf[text.Value]}; remove one of the two.");
        }

        return own.ToImmutable();

        void ReportUnknown(YamlText name)
        {
            var nearest = Nearest.To(name.Value, topics.Except(ownerOf.Keys));
            var advice = nearest is null ? $"write one of {string.Join(", ", topics)}." : $"did you mean '{nearest}'?";
            var message = $"{fields.Owner} names {Quoted.Name(name.Value)}, which is no topic; {advice}";
            problems.Add("dimension-section-unknown", name.Line, message);

            // The one that was meant is not reported a second time, as left out.
            if (nearest is not null)
                ownerOf.Add(nearest, fields.InSentence);
        }
    }

    private static void ReportLeftOut(DefinitionFields audit, IEnumerable<string> topics)
    {
        foreach (var topic in topics)
            audit.Report("dimension-section-missing", "dimensions", $"{Quoted.Name(topic)} counts in no dimension; add it to one's 'sections'.");
    }
}
