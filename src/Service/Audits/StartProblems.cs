using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>What can be wrong with a request to start an audit, besides its submission.</summary>
internal static class StartProblems
{
    /// <param name="definition">Of the audit that is asked for; null when there is none.</param>
    public static ImmutableArray<Problem> Of(StartAudit request, AuditDefinition? definition, AuditSettings settings)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var options = request.Options;
        if (definition is null)
        {
            problems.Add(new("audit-unknown", "/audit", "There is no such audit; GET /api/v1/catalog lists them."));
        }
        else
        {
            var topics = definition.Topics.Select(topic => topic.Id).ToList();
            var named = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < options.Sections.Length && problems.Count < Problem.MostTold; i++)
            {
                var section = options.Sections[i];
                if (!topics.Contains(section))
                    problems.Add(new(
                        "section-unknown", $"/options/sections/{i}", $"The audit has no such section; use any of {string.Join(", ", topics)}."));
                else if (!named.Add(section))
                    problems.Add(new("option-malformed", $"/options/sections/{i}", $"'{section}' is there more than once: name each section once."));
            }
        }

        if (options.Retention is { } retention && (retention < TimeSpan.Zero || retention > settings.LongestRetention))
            problems.Add(new(
                "retention-out-of-range",
                "/options/retention",
                $"Use 'none', or at most {settings.LongestRetention.TotalDays:0} days."));
        problems.AddRange(LabelProblems.Of(options.Labels));
        return problems.ToImmutable();
    }
}
