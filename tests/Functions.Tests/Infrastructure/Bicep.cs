using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Claudit.Infrastructure;

/// <summary>What a resource is declared as; <paramref name="Body"/> is empty for one that is only referred to.</summary>
internal sealed record BicepResource(string File, string Type, string Body);

/// <summary>One of a file's parameters or outputs.</summary>
internal sealed record BicepValue(string File, string Name, string Text, bool IsDescribed);

/// <summary>All <c>.bicep</c> files together, as far as the tests ask about them. Their comments stand on lines of their own, and are left out.</summary>
internal sealed partial class Bicep
{
    private Bicep(ImmutableArray<(string Name, string Text)> files)
    {
        Text = string.Join('\n', files.Select(file => file.Text));
        Resources = [.. files.SelectMany(file => ResourcesIn(file.Name, file.Text))];
        Parameters = [.. files.SelectMany(file => ValuesIn(file.Name, file.Text, "param"))];
        Outputs = [.. files.SelectMany(file => ValuesIn(file.Name, file.Text, "output"))];
    }

    public static Bicep Files { get; } = new([.. RepositoryFile.All("infra", "*.bicep").Select(file => (file.Name, WithoutComments(file.Text)))]);

    public string Text { get; }

    /// <summary>Nested resources are here too, and in the body of the one around them.</summary>
    public ImmutableArray<BicepResource> Resources { get; }

    public ImmutableArray<BicepValue> Parameters { get; }

    public ImmutableArray<BicepValue> Outputs { get; }

    /// <summary>The names of app settings: those of the app, and what looks like one anywhere. A list's is without its index.</summary>
    public ImmutableSortedSet<string> SettingNames =>
    [
        .. SettingName().Matches(Text).Select(match => match.Value.TrimEnd('_')),
        .. PropertyName().Matches(Settings().Match(Text).Groups[1].Value).Select(match => match.Groups[1].Value),
    ];

    /// <summary>What looks like a role: a name and an id.</summary>
    public ImmutableSortedSet<string> Roles => [.. Role().Matches(Text).Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}")];

    public ImmutableSortedSet<string> Ids => [.. Id().Matches(Text).Select(match => match.Value)];

    public IEnumerable<BicepResource> Made(string type) =>
        Resources.Where(resource => resource.Type == type && resource.Body.Length > 0);

    private static string WithoutComments(string text) =>
        string.Join('\n', text.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    private static IEnumerable<BicepResource> ResourcesIn(string file, string text) =>
        from Match head in ResourceHead().Matches(text)
        let isExisting = head.Groups["existing"].Success
        select new BicepResource(file, head.Groups["type"].Value, isExisting ? "" : BodyAt(text, head.Index + head.Length));

    /// <summary>To the brace that closes what the head has opened.</summary>
    private static string BodyAt(string text, int start)
    {
        var depth = 1;
        var end = start;
        for (; depth > 0; end++) depth += text[end] switch { '{' => 1, '}' => -1, _ => 0 };
        return text[start..end];
    }

    private static IEnumerable<BicepValue> ValuesIn(string file, string text, string keyword)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith(keyword + " ", StringComparison.Ordinal)) continue;
            var before = lines.Take(i).Reverse().TakeWhile(line => line.StartsWith('@'));
            yield return new BicepValue(file, lines[i].Split(' ')[1], lines[i], before.Any(line => line.StartsWith("@description(", StringComparison.Ordinal)));
        }
    }

    [GeneratedRegex(@"\bresource \w+ '(?<type>[\w./]+)(@[\w-]+)?' (?<existing>existing )?= (\[\s*for \w+ in [^:]+: )?(if \([^{]*\) )?\{")]
    private static partial Regex ResourceHead();

    [GeneratedRegex(@"\b(AzureWebJobs\w+|Claudit__\w+|WEBSITE_\w+|FUNCTIONS_\w+|APPLICATIONINSIGHTS_\w+|APPINSIGHTS_\w+)")]
    private static partial Regex SettingName();

    [GeneratedRegex(@"^var settings = \{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Settings();

    [GeneratedRegex(@"^\s+'?(\w+)'?:", RegexOptions.Multiline)]
    private static partial Regex PropertyName();

    [GeneratedRegex(@"'([A-Z][\w ]+)': '([0-9a-f-]{36})'")]
    private static partial Regex Role();

    [GeneratedRegex(@"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b")]
    private static partial Regex Id();
}
