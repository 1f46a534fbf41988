using System.Globalization;
using Claudit.Findings;
using Xunit;

namespace Claudit.Audits;

public sealed class MeteredBillingDefinition
{
    private const string File = "audits/metered-billing/audit.yaml";

    private static AuditDefinition Audit { get; } = AuditDefinitionReader.Read(File, RepositoryFile.Read(File)).Definition!;

    [Fact]
    public void It_loads_without_a_problem()
    {
        Assert.Empty(AuditDefinitionReader.Read(File, RepositoryFile.Read(File)).Problems);
    }

    [Fact]
    public void Its_reports_have_a_metering_map_which_those_of_others_have_only_if_they_say_so()
    {
        Assert.True(Audit.MeteringMap);
        Assert.False(AuditDefinitionReader.Read(SmallDefinition.File, SmallDefinition.Text).Definition!.MeteringMap);
        Assert.False(AuditDefinitionReader.Read(SmallDefinition.File, "meteringMap: false\n" + SmallDefinition.Text).Definition!.MeteringMap);
    }

    [Fact]
    public void Its_sections_are_numbered_from_1_to_10_under_the_reports_headings()
    {
        Assert.Equal(
            [
                "1. Executive Summary", "2. Severity Legend", "3. Event Ingestion Reliability", "4. Deduplication & Idempotency",
                "5. Aggregation Logic", "6. Limits & Overage Handling", "7. Customer Transparency", "8. Observability & Alerting",
                "9. Prioritized Action List", "10. Overall Score",
            ],
            Audit.Sections.Select(section => $"{section.Number}. {section.Title}"));
    }

    [Fact]
    public void Its_checks_have_the_ids_that_rules_refer_to()
    {
        Assert.Equal(
            [
                "event-ingestion: transport retry delivery-guarantee durable-record",
                "deduplication: stable-key key-construction retry-safety",
                "aggregation: meter-function period-boundaries proration",
                "limits-overage: enforcement soft-limit hard-limit",
                "transparency: current-usage detail export",
                "observability: errors-alerted anomalies reconciliation",
            ],
            Audit.Topics.Select(topic => $"{topic.Id}: {string.Join(' ', topic.Checks.Select(check => check.Id))}"));
    }

    [Fact]
    public void Its_dimensions_divide_the_topics()
    {
        Assert.Equal(
            [
                "Event Reliability 3: event-ingestion", "Deduplication 3: deduplication",
                "Aggregation Accuracy 3: aggregation limits-overage", "Customer Transparency 1: transparency", "Observability 2: observability",
            ],
            Audit.Dimensions.Select(dimension => $"{dimension.Title} {dimension.Weight}: {string.Join(' ', dimension.Sections)}"));
    }

    [Fact]
    public void Its_severities_are_all_four_worst_first()
    {
        Assert.Equal(
            [Severity.Critical, Severity.High, Severity.Medium, Severity.Low], Audit.Severities.Select(meaning => meaning.Severity));
    }

    [Fact]
    public void Its_questions_are_questions_and_its_needs_complete_a_sentence()
    {
        Assert.All(Audit.Topics.SelectMany(topic => topic.Checks), check =>
        {
            Assert.EndsWith("?", check.Question, StringComparison.Ordinal);
            Assert.StartsWith("the ", check.NeededToAssess, StringComparison.Ordinal);
            Assert.False(check.NeededToAssess.EndsWith('.'), check.NeededToAssess);
        });
    }

    [Fact]
    public void Its_folded_prose_has_a_line_for_each_paragraph()
    {
        Assert.StartsWith("AIM. ", Audit.Reviewer.Instructions, StringComparison.Ordinal);
        Assert.Contains("\n7. Give every check its verdict. ", Audit.Reviewer.Instructions, StringComparison.Ordinal);
        Assert.DoesNotContain("\n ", Audit.Reviewer.Instructions, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_becomes_of_its_text_it_gives_a_definition_or_problems()
    {
        var random = new Random(20260301);
        var original = RepositoryFile.Read(File);
        for (var round = 0; round < 600; round++)
        {
            var text = Mutation.Of(original, random);
            AssertAnswered(text);
        }
    }

    [Fact]
    public void Whatever_becomes_of_a_small_one_it_gives_a_definition_or_problems()
    {
        var random = new Random(20260302);
        for (var round = 0; round < 20_000; round++)
            AssertAnswered(Mutation.Of(SmallDefinition.Text, random));
    }

    private static void AssertAnswered(string text)
    {
        var reading = AuditDefinitionReader.Read(File, text);
        Assert.Equal(reading.Definition is null, reading.Problems.Length > 0);
        Assert.All(reading.Problems, problem =>
        {
            Assert.StartsWith(File + ":", problem.Pointer, StringComparison.Ordinal);
            Assert.InRange(int.Parse(problem.Pointer[(File.Length + 1)..], CultureInfo.InvariantCulture), 1, text.Length + 1);
        });
    }
}
