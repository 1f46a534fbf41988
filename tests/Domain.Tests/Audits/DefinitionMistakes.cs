using System.Globalization;
using Xunit;

namespace Claudit.Audits;

public sealed class DefinitionMistakes
{
    /// <summary>
    /// What is replaced in the small definition, by what; the code that this must give; a piece of the line to which the problem
    /// must point; and a piece of the advice. Each is one mistake and gives one problem.
    /// </summary>
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        // YAML itself
        { "title: Small", "title: [Small", "yaml-syntax", "category: Trial", "a bracket" },
        { "title: Small", "title: \"Small", "yaml-syntax", "category: Trial", "began in line 3" },
        { "title: Small", "\ttitle: Small", "yaml-tab", "\ttitle", "use spaces" },
        { "title: Small", "  title: Small", "yaml-syntax", "  title: Small", "not valid YAML" },
        { "title: Small", "title: !!str Small", "yaml-tag", "title: !!str", "remove it" },
        { "title: Small", "title: !<> Small", "yaml-syntax", "title: !<>", "a '!'" },
        { "title: Small", "title: &name Small", "yaml-alias", "&name", "remove it" },
        { "title: Small", "title: *name", "yaml-alias", "*name", "write the value out" },
        { "title: Small", "title: Small\n---\nid: other", "yaml-documents", "---", "one definition a file" },
        { "title: Small", "title: [[[[[[[[[[[[x]]]]]]]]]]]]", "yaml-depth", "[[[[", "five levels" },
        { "title: Small", "title: Small\n? [a, b]\n: c", "key-not-text", "? [a, b]", "plain word" },

        // Keys
        { "title: Small", "titel: Small\ntitle: Small", "key-unknown", "titel", "did you mean 'title'?" },
        { "title: Small", "colour: red\ntitle: Small", "key-unknown", "colour", "remove it, or write one of id, version" },
        { "question: Is it one?", "question: Is it one?\n        answer: Yes", "key-unknown", "answer", "write one of id, question" },
        { "title: Small", "title: Small\ntitle: Small again", "key-duplicate", "Small again", "in line 3 already" },
        { "title: Small\n", "", "key-missing", "id: small", "add the name that people read" },
        { "version: \"1.0\"\n", "", "key-missing", "id: small", "add two numbers" },
        { "category: Trial\n", "", "key-missing", "id: small", "such as 'Billing'" },
        { "findingPrefix: SML\n", "", "key-missing", "id: small", "such as 'MTR'" },
        { "  role: You read.\n", "", "key-missing", "instructions: Read it.", "'role'" },
        { "    guidance: Look at one.\n", "", "key-missing", "- id: first", "'guidance'" },
        { "        neededToAssess: part one\n", "", "key-missing", "- id: one", "'neededToAssess'" },
        { "  - id: all\n    title: All", "  - title: All", "key-missing", "- title: All", "Dimension 1 lacks 'id'" },

        // Types and texts
        { "title: Small", "title: [Small]", "type-wrong", "title: [Small]", "has to be text" },
        { "title: Small", "title:", "text-empty", "title:", "is empty" },
        { "title: Small", "title: ~", "text-empty", "title:", "is empty" },
        { "title: Small", "title: '  '", "text-empty", "title:", "is empty" },
        { "title: Small", "title: |\n  Small\n  audit", "text-lines", "title:", "one line" },
        { "title: Small", "title: \"Sm\\u202Eall\"", "text-control", "title:", "remove them" },
        { "reviewer:\n  role: You read.\n  instructions: Read it.", "reviewer: You read.", "type-wrong", "reviewer:", "'role' and 'instructions'" },
        { "checks: [{ id: two, question: Is it two?, neededToAssess: part two }]", "checks: two", "type-wrong", "checks: two", "has to be a list" },
        { "checks: [{ id: two, question: Is it two?, neededToAssess: part two }]", "checks: [two]", "type-wrong", "checks: [two]", "Check 1 has to be a mapping" },
        { "weight: 2", "weight: much", "type-wrong", "weight: much", "a number" },
        { "title: Small", "title: Small\nmeteringMap: yes", "type-wrong", "meteringMap", "has to be true or false, not 'yes'" },
        { "title: Small", "title: Small\nmeteringMap:", "text-empty", "meteringMap", "write true or false" },
        { "version: \"1.0\"", "version: first", "version-format", "version:", "\"1.0\"" },
        { "sections: [fifth, sixth]", "sections: [fifth, sixth, []]", "type-wrong", "[]", "write one here" },

        // Ids and prefix
        { "id: small", "id: tiny", "id-folder", "id: tiny", "write 'small'" },
        { "id: rest", "id: The_Rest", "id-format", "The_Rest", "lower-case" },
        { "id: one", "id: 1st", "id-format", "1st", "beginning with a letter" },
        { "id: one", "id: one--two", "id-format", "one--two", "single hyphens" },
        { "id: one", "id: two", "id-duplicate", "id: two, question", "in line 22" },
        { "id: rest", "id: all", "id-duplicate", "title: Rest|-1", "Another dimension" },
        { "findingPrefix: SML", "findingPrefix: Sml", "prefix-format", "findingPrefix", "capital letters" },
        { "findingPrefix: SML", "findingPrefix: S", "prefix-format", "findingPrefix", "two to five" },
        { "findingPrefix: SML", "findingPrefix: SMALLS", "prefix-format", "findingPrefix", "two to five" },

        // Severities
        { "  Low: Little.", "  Low: Little.\n  Fatal: Dead.", "key-unknown", "Fatal", "write one of Critical, High, Medium, Low" },
        { "  Low: Little.", "  Low: Little.\n  high: Bad.", "key-unknown", "high: Bad", "did you mean 'High'?" },
        { "  Medium: Middling.\n", "", "key-missing", "Critical: Worst.", "'Medium'" },

        // Sections
        { "  - id: severity-legend\n", "", "section-missing", "sections:", "add '- id: severity-legend' as number 2" },
        { "  - id: score\n", "", "section-missing", "sections:", "as number 10" },
        { "  - id: score\n", "  - id: scores\n", "section-unknown", "scores", "did you mean 'score'?" },
        { "  - id: score\n", "  - id: score\n  - id: score\n", "id-duplicate", "dimensions:|-1", "Another section" },
        { "  - id: score\n", "  - id: score\n    title: Mark\n", "key-unknown", "title: Mark", "remove 'title'" },
        { "    checks: [{ id: two, question: Is it two?, neededToAssess: part two }]\n", "", "key-missing", "- id: second", "at least one question" },
        { "checks: [{ id: two, question: Is it two?, neededToAssess: part two }]", "checks: []", "list-empty", "checks: []", "at least one question" },
        { "  - id: severity-legend\n  - id: first", "  - id: first", "section-missing", "sections:", "severity-legend" },

        // Dimensions
        { "weight: 2", "weight: 0", "weight-range", "weight: 0", "above 0" },
        { "weight: 2", "weight: -1.5", "weight-range", "weight: -1.5", "above 0" },
        { "weight: 2", "weight: NaN", "weight-range", "weight: NaN", "above 0" },
        { "sections: [fifth, sixth]", "sections: [fifth, sixht]", "dimension-section-unknown", "sixht", "did you mean 'sixth'?" },
        { "sections: [fifth, sixth]", "sections: [fifth, sixth, elsewhere]", "dimension-section-unknown", "elsewhere", "write one of 'first', 'second'" },
        { "sections: [fifth, sixth]", "sections: [fifth, sixth, score]", "dimension-section-frame", "score]", "remove it" },
        { "sections: [fifth, sixth]", "sections: [fifth, sixth, first]", "dimension-section-repeated", "sixth, first]", "counts in dimension 'all'" },
        { "sections: [fifth, sixth]", "sections: [fifth]", "dimension-section-missing", "dimensions:", "'sixth' counts in no dimension" },
    };

    [Fact]
    public void The_small_definition_has_none()
    {
        Assert.Empty(AuditDefinitionReader.Read(SmallDefinition.File, SmallDefinition.Text).Problems);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void A_mistake_is_reported_once_at_its_line_with_what_to_write(string find, string replace, string code, string at, string advice)
    {
        var text = Replace(SmallDefinition.Text, find, replace);

        var reading = AuditDefinitionReader.Read(SmallDefinition.File, text);

        Assert.Null(reading.Definition);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal((code, $"{SmallDefinition.File}:{LineOf(text, at)}"), (problem.Code, problem.Pointer));
        Assert.Contains(advice, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_at_once_are_all_reported_by_line()
    {
        var text = SmallDefinition.Text;
        foreach (var (find, replace) in new[]
        {
            ("version: \"1.0\"", "version: new"), ("findingPrefix: SML", "findingPrefix: sml"), ("  High: Bad.\n", ""),
            ("guidance: Look at one.", "guide: 1"), ("id: two", "id: one"), ("weight: 1", "weight: none"), ("[fifth, sixth]", "[fifth, eleventh]"),
        })
        {
            text = Replace(text, find, replace);
        }

        Assert.Equal(
            [
                "2 version-format", "5 prefix-format", "11 key-missing", "17 key-missing", "19 key-unknown", "27 id-duplicate",
                "46 dimension-section-missing", "53 type-wrong", "54 dimension-section-unknown",
            ],
            AuditDefinitionReader.Read(SmallDefinition.File, text).Problems
                .Select(problem => $"{problem.Pointer[(problem.Pointer.LastIndexOf(':') + 1)..]} {problem.Code}"));
    }

    [Fact]
    public void Frame_sections_out_of_place_are_reported_where_they_stand()
    {
        const string first = "  - id: executive-summary\n", second = "  - id: severity-legend\n";
        const string ninth = "  - id: action-list\n", tenth = "  - id: score\n";
        var text = Replace(Replace(SmallDefinition.Text, first + second, second + first), ninth + tenth, tenth + ninth);

        Assert.Equal(
            [
                "16: 'severity-legend' has to be number 2; move it behind 'executive-summary'.",
                "17: 'executive-summary' has to be number 1; move it to the top of the list.",
                "45: 'score' has to be number 10; move it to the end of the list.",
                "46: 'action-list' has to be number 9; move it in front of 'score'.",
            ],
            AuditDefinitionReader.Read(SmallDefinition.File, text).Problems
                .Select(problem => $"{problem.Pointer[(problem.Pointer.LastIndexOf(':') + 1)..]}: {problem.Message}"));
    }

    [Fact]
    public void A_topic_too_few_is_counted()
    {
        var at = SmallDefinition.Text.IndexOf("  - id: sixth", StringComparison.Ordinal);
        var end = SmallDefinition.Text.IndexOf("  - id: action-list", StringComparison.Ordinal);
        var text = Replace(SmallDefinition.Text.Remove(at, end - at), "[fifth, sixth]", "[fifth]");

        var problem = Assert.Single(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems);
        Assert.Equal(("section-count", $"{SmallDefinition.File}:15"), (problem.Code, problem.Pointer));
        Assert.EndsWith("here are 5 topics: add 1.", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\n")]
    [InlineData("[]")]
    [InlineData("metered-billing")]
    public void A_file_that_is_no_mapping_is_told_how_to_begin(string text)
    {
        var problem = Assert.Single(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems);
        Assert.Equal("type-wrong", problem.Code);
        Assert.Contains("begin it with the keys id, version", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_at_the_end_is_missed_on_the_last_line()
    {
        var problem = Assert.Single(AuditDefinitionReader.Read(SmallDefinition.File, "id: small\nsections: [").Problems);
        Assert.Equal(("yaml-syntax", $"{SmallDefinition.File}:2"), (problem.Code, problem.Pointer));
    }

    [Fact]
    public void A_file_that_is_too_long_is_not_read()
    {
        var text = SmallDefinition.Text + "#" + new string('x', AuditDefinitionReader.LongestText);
        Assert.Equal("file-too-large", Assert.Single(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems).Code);
    }

    [Fact]
    public void A_misspelt_topic_does_not_make_its_true_name_a_repetition()
    {
        var text = Replace(Replace(SmallDefinition.Text, "third, fourth]", "third, sixht]"), "[fifth, sixth]", "[fifth, sixth, fourth]");
        Assert.Equal("dimension-section-unknown", Assert.Single(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems).Code);
    }

    [Fact]
    public void A_list_without_measure_is_refused()
    {
        var text = Replace(SmallDefinition.Text, "[fifth, sixth]", $"[fifth, {string.Join(", ", Enumerable.Repeat("sixth", 100))}]");
        Assert.Contains(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems, problem => problem.Code == "list-too-long");
    }

    [Fact]
    public void A_bomb_of_aliases_is_refused_without_being_unfolded()
    {
        var lines = Enumerable.Range(1, 40).Select(level =>
            string.Create(CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}]"));

        var problems = AuditDefinitionReader.Read(SmallDefinition.File, "a0: &a0 x\n" + string.Join('\n', lines)).Problems;

        Assert.Contains(problems, problem => problem.Code == "yaml-alias");
    }

    [Fact]
    public void Brackets_without_end_are_refused_without_exhausting_the_stack()
    {
        var text = "id: " + new string('[', 200_000);
        Assert.Contains(AuditDefinitionReader.Read(SmallDefinition.File, text).Problems, problem => problem.Code is "yaml-depth" or "yaml-syntax");
    }

    private static string Replace(string text, string find, string replace)
    {
        var at = text.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The definition has no '{find}'.");
        return text[..at] + replace + text[(at + find.Length)..];
    }

    /// <summary>Of the one line with the piece in it; <c>|-1</c> behind the piece means the line above.</summary>
    private static int LineOf(string text, string piece)
    {
        var above = piece.EndsWith("|-1", StringComparison.Ordinal);
        var sought = above ? piece[..^3] : piece;
        return text.Split('\n').Index().First(line => line.Item.Contains(sought, StringComparison.Ordinal)).Index + (above ? 0 : 1);
    }
}
