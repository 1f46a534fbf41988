using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>Reads the dimensions of the score, over which the topics are divided without rest.</summary>
internal sealed class DimensionsReader
{
    private static readonly string[] DimensionKeys = ["id", "title", "weight", "sections"];

    private readonly DefinitionProblems problems;
    private readonly HashSet<string> topics;
    private readonly Dictionary<string, string> ownerOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> meant = new(StringComparer.Ordinal);

    private DimensionsReader(ImmutableArray<SectionDefinition> sections, DefinitionProblems problems)
    {
        this.problems = problems;
        topics = sections
            .Where(section => section.Kind == SectionKind.Topic && section.Id.Length > 0)
            .Select(section => section.Id)
            .ToHashSet();
    }

    public static ImmutableArray<DimensionDefinition> Read(
        DefinitionFields audit, ImmutableArray<SectionDefinition> sections, DefinitionProblems problems) =>
        new DimensionsReader(sections, problems).Dimensions(audit);

    private ImmutableArray<DimensionDefinition> Dimensions(DefinitionFields audit)
    {
        var ids = new UniqueIds("dimension", problems);
        var dimensions = ImmutableArray.CreateBuilder<DimensionDefinition>();
        foreach (var fields in audit.Maps("dimensions", "a row of the score or more", "Dimension", DimensionKeys))
        {
            var id = fields.Id("an id such as 'event-reliability'");
            ids.Add(id, fields.LineOf("id"));
            dimensions.Add(new DimensionDefinition(
                id,
                fields.OneLine("title", "the name in the score's table, such as 'Event Reliability'"),
                fields.Weight("weight", "its share in the composite, such as 3"),
                Topics(fields)));
        }

        if (dimensions.Count == 0)
            return [];

        // A topic that a misspelt name meant is reported there, and not as left out as well.
        foreach (var topic in topics.Except(ownerOf.Keys).Except(meant))
            audit.Report("dimension-section-missing", "dimensions", $"{Quoted.Name(topic)} counts in no dimension; add it to one.");
        return dimensions.ToImmutable();
    }

    private ImmutableArray<string> Topics(DefinitionFields fields)
    {
        var own = ImmutableArray.CreateBuilder<string>();
        foreach (var item in fields.List("sections", "the ids of its topics, such as [event-ingestion]"))
        {
            if (item is YamlText { IsNull: false } name)
                Count(name, fields, own);
            else if (item is not YamlBroken)
                problems.Add("type-wrong", item.Line, $"'sections' of {fields.InSentence} lists ids of topics; write one here.");
        }

        return own.ToImmutable();
    }

    private void Count(YamlText name, DefinitionFields fields, ImmutableArray<string>.Builder own)
    {
        var topic = name.Value;
        if (SectionFrame.Find(topic) is not null)
            problems.Add("dimension-section-frame", name.Line, $"{fields.Owner} names '{topic}', which asks nothing; remove it.");
        else if (topics.Count > 0 && !topics.Contains(topic))
            problems.Add("dimension-section-unknown", name.Line, $"{fields.Owner} names {Quoted.Name(topic)}, no topic; {Advice(topic)}");
        else if (ownerOf.TryAdd(topic, fields.InSentence))
            own.Add(topic);
        else
            problems.Add("dimension-section-repeated", name.Line, $"{Quoted.Name(topic)} counts in {ownerOf[topic]}; remove one.");
    }

    private string Advice(string name)
    {
        if (Nearest.To(name, topics.Except(ownerOf.Keys)) is not { } nearest)
            return $"write one of {string.Join(", ", topics.Select(Quoted.Name))}.";

        meant.Add(nearest);
        return $"did you mean '{nearest}'?";
    }
}
