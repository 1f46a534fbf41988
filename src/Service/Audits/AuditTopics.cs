namespace Claudit.Audits;

internal static class AuditTopics
{
    /// <summary>The topic sections that were asked for, in the definition's order.</summary>
    public static IEnumerable<SectionDefinition> TopicsOf(this AuditDefinition definition, AuditOptions options) =>
        definition.Topics.Where(section => options.Sections.IsEmpty || options.Sections.Contains(section.Id));
}
