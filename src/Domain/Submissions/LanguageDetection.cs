namespace Claudit.Submissions;

/// <summary>
/// The language of a text without a telling name. Some texts say it themselves (a shebang, <c>&lt;?php</c>, the form of JSON or YAML); for
/// the others signs are counted line by line, each on up to three lines, and the language with the greatest weight wins; where all
/// are light, the shape of the lines decides, and in the end it is text.
/// </summary>
internal static class LanguageDetection
{
    /// <summary>More does not make it clearer.</summary>
    private const int ExaminedCharacters = 20_000;

    private const int ExaminedLines = 400;
    private const int Enough = 4;
    private const int MostLinesPerSign = 3;

    private static readonly (string Interpreter, Language Language)[] Interpreters =
    [
        ("python", Language.Python), ("ts-node", Language.TypeScript), ("tsx", Language.TypeScript), ("deno", Language.TypeScript),
        ("bun", Language.TypeScript), ("node", Language.JavaScript), ("ruby", Language.Ruby), ("php", Language.Php), ("sh", Language.Shell),
    ];

    private static readonly string[] HtmlStarts =
    [
        "<!doctype html", "<html", "<head", "<body", "<div", "<script", "<style", "<table", "<form", "<main", "<section", "<template", "<nav",
        "<header", "<!--", "<p>", "<ul",
    ];

    public static Language OfContent(string text)
    {
        var sample = text.Length > ExaminedCharacters ? text[..ExaminedCharacters] : text;
        var lines = sample.TrimStart('\uFEFF').Split(['\n', '\r'], ExaminedLines + 1, StringSplitOptions.RemoveEmptyEntries)
            .Take(ExaminedLines)
            .Where(line => !string.IsNullOrWhiteSpace(line)).ToArray();
        return lines.Length == 0 ? Language.Text : Declared(lines) ?? OfSigns(lines);
    }

    private static Language? Declared(string[] lines)
    {
        var first = lines[0].TrimStart();
        if (first.StartsWith("#!", StringComparison.Ordinal))
        {
            foreach (var (interpreter, language) in Interpreters)
                if (first.Contains(interpreter, StringComparison.Ordinal)) return language;
        }

        if (first.StartsWith("<?php", StringComparison.OrdinalIgnoreCase)) return Language.Php;
        if (HtmlStarts.Any(start => first.StartsWith(start, StringComparison.OrdinalIgnoreCase))) return Language.Html;
        if (first is ['<', '?' or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z'), ..] && first.Contains('>', StringComparison.Ordinal))
            return Language.Xml;
        if (TextForms.IsJson(lines)) return Language.Json;
        if (TextForms.IsToml(lines)) return Language.Toml;
        return TextForms.IsYaml(lines) ? Language.Yaml : null;
    }

    private static Language OfSigns(string[] lines)
    {
        var weights = new int[Enum.GetValues<Language>().Length];
        foreach (var sign in LanguageSigns.All)
        {
            var found = 0;
            for (var i = 0; i < lines.Length && found < MostLinesPerSign; i++)
                if (sign.IsIn(lines[i].AsSpan().Trim())) found++;
            weights[(int)sign.Language] += found * sign.Weight;
        }

        if (!StartsAsSql(lines)) weights[(int)Language.Sql] = 0;

        // TypeScript is JavaScript and more: it is the one where the "more" shows.
        var script = weights[(int)Language.JavaScript];
        if (weights[(int)Language.TypeScript] > 1) weights[(int)Language.TypeScript] += script;

        var heaviest = weights.Max();
        return heaviest < Enough ? OfShape(lines) : (Language)Array.IndexOf(weights, heaviest);
    }

    /// <summary>For fragments without a telling word: how lines end, and how names are written.</summary>
    private static Language OfShape(string[] lines)
    {
        var (braces, calls, pascal, snake) = (0, 0, 0, 0);
        foreach (var line in lines)
        {
            var trimmed = line.AsSpan().Trim();
            if (trimmed[^1] is ';' or '{' or '}') braces++;
            if (trimmed.ContainsAny('(', '=', '[')) calls++;
            for (var i = 1; i < trimmed.Length - 1; i++)
            {
                if (trimmed[i] == '.' && char.IsAsciiLetterOrDigit(trimmed[i - 1]) && char.IsAsciiLetterUpper(trimmed[i + 1])) pascal++;
                if (trimmed[i] == '_' && char.IsAsciiLetterLower(trimmed[i - 1]) && char.IsAsciiLetterLower(trimmed[i + 1])) snake++;
            }
        }

        if (calls * 3 < lines.Length) return Language.Text;
        if (braces * 5 >= lines.Length * 2) return pascal > 0 ? Language.CSharp : Language.JavaScript;
        return braces == 0 && snake > 0 ? Language.Python : Language.Text;
    }

    private static bool StartsAsSql(string[] lines)
    {
        var first = lines.Select(line => line.TrimStart('(', ' ', '\t')).FirstOrDefault(line => line is not (['-', '-', ..] or ['/', '*', ..]));
        return first is not null && LanguageSigns.SqlStart.IsIn(first);
    }
}
