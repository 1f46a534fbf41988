using System.Globalization;

namespace Claudit.Audits;

/// <summary>
/// The keys of one mapping of a definition. What is unknown or repeated is reported when it is opened, what is missing or of
/// another type when it is asked for; the answer is then empty, which nobody sees, because a file with a problem gives no definition.
/// </summary>
internal sealed class DefinitionFields
{
    private const int LongestId = 64;

    // Far above what a report can show, and low enough that comparing all items with each other costs nothing.
    private const int LongestList = 100;

    private readonly DefinitionProblems problems;
    private readonly Dictionary<string, YamlEntry> entries = new(StringComparer.Ordinal);
    private readonly int line;

    /// <param name="owner">Whose keys they are: <c>The audit</c>, <c>Section 'score'</c>.</param>
    /// <param name="keys">All that may stand here.</param>
    public DefinitionFields(YamlMap map, string owner, string[] keys, DefinitionProblems problems)
    {
        this.problems = problems;
        line = map.Line;
        Owner = owner;
        InSentence = char.ToLowerInvariant(owner[0]) + owner[1..];
        foreach (var entry in map.Entries)
        {
            var key = entry.Key.Value;
            if (!keys.Contains(key))
                ReportUnknown(entry.Key, keys);
            else if (!entries.TryAdd(key, entry))
                problems.Add("key-duplicate", entry.Key.Line, $"{Owner} has '{key}' in line {LineOf(key)} already; keep one of the two.");
        }
    }

    /// <summary>Begins a message.</summary>
    public string Owner { get; }

    /// <summary>The owner, further inside a message.</summary>
    public string InSentence { get; }

    public bool Has(string key) => entries.ContainsKey(key);

    /// <summary>Where the key stands, or the mapping when it does not.</summary>
    public int LineOf(string key) => entries.TryGetValue(key, out var entry) ? entry.Key.Line : line;

    /// <summary>Adds a problem at the line of a key.</summary>
    public void Report(string code, string key, string message) => problems.Add(code, LineOf(key), message);

    /// <param name="expected">What to write, such as <c>the heading, such as 'Deduplication'</c>.</param>
    public string OneLine(string key, string expected)
    {
        var text = Prose(key, expected);
        if (text.Contains('\n', StringComparison.Ordinal))
            Report("text-lines", key, $"'{key}' of {InSentence} has to be one line: begin it with '>-' and leave out blank lines.");
        return text;
    }

    /// <summary>Text of any number of lines, without space around it.</summary>
    public string Prose(string key, string expected)
    {
        var text = Value(key, expected) switch
        {
            null or YamlBroken => "",
            YamlText { IsNull: false } scalar when scalar.Value.AsSpan().Trim().Length > 0 => scalar.Value.Trim(),
            YamlText => Refuse("text-empty", key, $"'{key}' of {InSentence} is empty: write {expected}."),
            _ => Refuse("type-wrong", key, $"'{key}' of {InSentence} has to be text: {expected}."),
        };
        if (text.Any(IsInvisible))
            Report("text-control", key, $"'{key}' of {InSentence} has invisible control characters; remove them.");
        return text;
    }

    /// <summary>The key <c>id</c>, checked to be in kebab case.</summary>
    public string Id(string expected)
    {
        var id = OneLine("id", expected);
        if (id.Length > 0 && !IsKebab(id))
        {
            Report("id-format", "id", $"{Quoted.Name(id)} cannot be an id: write lower-case letters and digits ({LongestId} at most), "
                + "beginning with a letter, in words joined by single hyphens, such as 'event-ingestion'.");
        }

        return id;
    }

    /// <summary>True or false; false where the key does not stand.</summary>
    public bool Flag(string key)
    {
        if (!Has(key)) return false;
        var text = OneLine(key, "true or false");
        if (text is not ("" or "true" or "false"))
            Report("type-wrong", key, $"'{key}' of {InSentence} has to be true or false, not {Quoted.Name(text)}.");
        return text == "true";
    }

    /// <summary>A finite number above 0.</summary>
    public double Weight(string key, string expected)
    {
        var text = OneLine(key, expected);
        if (text.Length == 0)
            return 0;

        const NumberStyles styles = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign;
        if (!double.TryParse(text, styles, CultureInfo.InvariantCulture, out var number))
            Report("type-wrong", key, $"'{key}' of {InSentence} has to be a number: {expected}.");
        else if (number <= 0 || !double.IsFinite(number))
            Report("weight-range", key, $"'{key}' of {InSentence} has to be a number above 0: {expected}.");
        return number;
    }

    /// <summary>The items of a list; reported when there is none.</summary>
    public IReadOnlyList<YamlItem> List(string key, string expected) => Value(key, expected) switch
    {
        null or YamlBroken => [],
        YamlList { Items.Count: > LongestList } => RefuseList("list-too-long", key, $"'{key}' has over {LongestList} items: remove some."),
        YamlList { Items.Count: > 0 } list => list.Items,
        YamlList or YamlText { IsNull: true } => RefuseList("list-empty", key, $"'{key}' of {InSentence} is empty: write {expected}."),
        _ => RefuseList("type-wrong", key, $"'{key}' of {InSentence} has to be a list, an item a line after '- ': {expected}."),
    };

    /// <summary>The mappings of a list, named by id or else by place: <c>Section 'score'</c>, <c>Section 3</c>.</summary>
    public IEnumerable<DefinitionFields> Maps(string key, string expected, string what, string[] keys)
    {
        foreach (var (index, item) in List(key, expected).Index())
        {
            var place = (index + 1).ToString(CultureInfo.InvariantCulture);
            if (item is YamlMap map)
                yield return new DefinitionFields(map, $"{what} {NameOf(map) ?? place}", keys, problems);
            else if (item is not YamlBroken)
                problems.Add("type-wrong", item.Line, $"{what} {place} has to be a mapping with the keys {string.Join(", ", keys)}.");
        }
    }

    /// <summary>The mapping under a key; null when there is none, which is reported.</summary>
    public DefinitionFields? Map(string key, string expected, string owner, string[] keys)
    {
        switch (Value(key, expected))
        {
            case YamlMap map:
                return new DefinitionFields(map, owner, keys, problems);
            case null or YamlBroken:
                return null;
            default:
                Report("type-wrong", key, $"'{key}' of {InSentence} has to be a mapping: {expected}.");
                return null;
        }
    }

    private YamlItem? Value(string key, string expected)
    {
        if (entries.TryGetValue(key, out var entry))
            return entry.Value;

        problems.Add("key-missing", line, $"{Owner} lacks '{key}': add {expected}.");
        return null;
    }

    private void ReportUnknown(YamlText key, string[] keys)
    {
        var advice = Nearest.To(key.Value, keys) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"remove it, or write one of {string.Join(", ", keys)}.";
        problems.Add("key-unknown", key.Line, $"{Owner} has no key {Quoted.Name(key.Value)}; {advice}");
    }

    private string Refuse(string code, string key, string message)
    {
        Report(code, key, message);
        return "";
    }

    private IReadOnlyList<YamlItem> RefuseList(string code, string key, string message)
    {
        Report(code, key, message);
        return [];
    }

    private static string? NameOf(YamlMap map) =>
        map.Entries.Find(entry => entry.Key.Value == "id")?.Value is YamlText { IsNull: false } id ? Quoted.Name(id.Value) : null;

    private static bool IsInvisible(char letter) => letter != '\n' && char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static bool IsKebab(string id) =>
        id.Length <= LongestId
        && char.IsAsciiLetterLower(id[0])
        && id[^1] != '-'
        && !id.Contains("--", StringComparison.Ordinal)
        && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
