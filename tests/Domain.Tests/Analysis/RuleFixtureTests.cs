using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

/// <summary>Every rule, on the programs that prove it.</summary>
public sealed class RuleFixtureTests
{
    public static TheoryData<string> Rules => [.. RuleBook.All.Select(rule => rule.Info.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_finds_what_is_marked_and_nothing_else(string id)
    {
        var rule = RuleBook.All.Single(each => each.Info.Id == id);
        var wrong = new List<string>();
        foreach (var fixture in RuleFixture.Of(rule))
        {
            var found = Run(rule, fixture).ToList();
            var marks = fixture.MarksOf(rule).ToList();
            foreach (var (mark, path, line) in marks)
            {
                var isThere = found.Any(place => place.Path == path && (line == 0 || place.Line == line));
                if (mark is "finding" or "finding-in-file" && !isThere) wrong.Add($"{fixture.Name}: nothing found at {path}:{line}");
                if (mark == "ok" && isThere) wrong.Add($"{fixture.Name}: found at {path}:{line}, which is right");
                if (mark == "todo" && isThere) wrong.Add($"{fixture.Name}: the known miss at {path}:{line} is found now; mark it as a finding");
            }

            wrong.AddRange(found
                .Where(place => !marks.Any(mark => mark.Mark.StartsWith("finding", StringComparison.Ordinal) && mark.Path == place.Path && (mark.Line == 0 || mark.Line == place.Line)))
                .Select(place => $"{fixture.Name}: found at {place.Path}:{place.Line}, which is not marked"));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_rule_is_proved_guilty_and_innocent_in_two_languages(string id)
    {
        var rule = RuleBook.All.Single(each => each.Info.Id == id);
        var fixtures = RuleFixture.Of(rule).ToList();
        var guilty = fixtures.Where(fixture => fixture.MarksOf(rule).Any(mark => mark.Mark.StartsWith("finding", StringComparison.Ordinal)));
        var innocent = fixtures.Where(fixture => fixture.MarksOf(rule).Any(mark => mark.Mark == "ok") || !fixture.MarksOf(rule).Any());
        Assert.True(Languages(guilty) >= 2, $"{id} needs guilty fixtures in two languages");
        Assert.True(Languages(innocent) >= 2, $"{id} needs innocent fixtures in two languages");
    }

    [Fact]
    public void A_rule_stands_under_a_check_of_its_section()
    {
        var definition = AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!;
        foreach (var rule in RuleBook.All)
        {
            var section = definition.Topics.Single(topic => topic.Id == rule.Info.Section);
            Assert.Contains(section.Checks, check => check.Id == rule.Info.Check);
        }
    }

    private static int Languages(IEnumerable<RuleFixture> fixtures) => fixtures
        .SelectMany(fixture => fixture.Languages.Select(language => language == Language.JavaScript ? Language.TypeScript : language)).Distinct().Count();

    private static IEnumerable<(string Path, int Line)> Run(Rule rule, RuleFixture fixture)
    {
        var facts = EmbeddedAuditor.Link(fixture.Files.Select(file => EmbeddedAuditor.Analyze(file, CancellationToken.None)), CancellationToken.None);
        var evidence = new Evidence(path => fixture.Files.FirstOrDefault(file => file.Path == path));
        var tally = new CheckTally(new CheckDefinition(rule.Info.Check, "?", "?"));
        var findings = RuleRun.Run(rule, facts, evidence, tally, CancellationToken.None);
        Assert.Empty(tally.Failures);
        return findings.Select(finding => (finding.Locations[0].Path, finding.Locations[0].StartLine));
    }
}
