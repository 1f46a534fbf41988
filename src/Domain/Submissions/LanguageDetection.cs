namespace Claudit.Submissions;

/// <summary>
/// The language of a text without a telling name. Some texts say it themselves (a shebang, <c>&lt;?php</c>); for the others signs are
/// counted, each sign up to three times its weight, and the language with most of them wins; too few, and it is text.
/// </summary>
internal static class LanguageDetection
{
    /// <summary>More does not make it clearer.</summary>
    private const int Examined = 20_000;

    private const int Enough = 4;
    private const int MostOccurrences = 3;

    private static readonly (string Interpreter, Language Language)[] Interpreters =
    [
        ("python", Language.Python), ("ts-node", Language.TypeScript), ("tsx", Language.TypeScript), ("deno", Language.TypeScript),
        ("bun", Language.TypeScript), ("node", Language.JavaScript), ("ruby", Language.Ruby), ("php", Language.Php), ("sh", Language.Shell),
    ];

    public static Language OfContent(string text)
    {
        var sample = (text.Length > Examined ? text[..Examined] : text).TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (Declared(sample) is { } declared) return declared;
        var scores = new Dictionary<Language, int>();
        foreach (var sign in LanguageSigns.All)
        {
            var occurrences = 0;
            foreach (var _ in sign.Pattern.EnumerateMatches(sample))
                if (++occurrences == MostOccurrences) break;
            if (occurrences > 0) scores[sign.Language] = scores.GetValueOrDefault(sign.Language) + occurrences * sign.Weight;
        }

        // TypeScript is JavaScript and more: it is the one where the "more" shows.
        var (script, types) = (scores.GetValueOrDefault(Language.JavaScript), scores.GetValueOrDefault(Language.TypeScript));
        if (types > 1) (scores[Language.TypeScript], scores[Language.JavaScript]) = (script + types, 0);
        else scores.Remove(Language.TypeScript);

        if (!LanguageSigns.StartsAsSql(sample)) scores.Remove(Language.Sql);
        if (LanguageSigns.IsYaml(sample)) scores[Language.Yaml] = 2 * Enough;
        var best = scores.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).FirstOrDefault();
        return best.Value >= Enough ? best.Key : Language.Text;
    }

    private static Language? Declared(string sample)
    {
        var start = sample.AsSpan().TrimStart();
        if (sample.StartsWith("#!", StringComparison.Ordinal))
        {
            var line = sample.AsSpan(0, sample.IndexOf('\n') is > 0 and var end ? end : sample.Length);
            foreach (var (interpreter, language) in Interpreters)
                if (line.Contains(interpreter, StringComparison.Ordinal)) return language;
        }

        if (start.StartsWith("<?php", StringComparison.OrdinalIgnoreCase)) return Language.Php;
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)) return Language.Xml;
        if (start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return Language.Html;
        return null;
    }
}
