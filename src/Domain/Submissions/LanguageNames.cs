using System.Collections.Frozen;

namespace Claudit.Submissions;

/// <summary>Languages by file name.</summary>
internal static class LanguageNames
{
    /// <summary>The first extension of each language is the one that a nameless text gets.</summary>
    private static readonly (Language Language, string[] Extensions)[] Extensions =
    [
        (Language.JavaScript, [".js", ".jsx", ".mjs", ".cjs", ".es6", ".gs"]),
        (Language.TypeScript, [".ts", ".tsx", ".mts", ".cts"]),
        (Language.Python, [".py", ".pyi", ".pyw", ".bzl", ".star"]),
        (Language.CSharp, [".cs", ".csx", ".cake"]),
        (Language.Sql, [".sql", ".psql", ".pgsql", ".mysql", ".tsql", ".plsql", ".ddl", ".dml", ".pks", ".pkb"]),
        (Language.Go, [".go"]),
        (Language.Java, [".java"]),
        (Language.Kotlin, [".kt", ".kts", ".ktm"]),
        (Language.Ruby, [".rb", ".rake", ".gemspec", ".ru", ".podspec", ".jbuilder"]),
        (Language.Php, [".php", ".phtml", ".php5", ".php7", ".inc"]),
        (Language.Rust, [".rs"]),
        (Language.Scala, [".scala", ".sc", ".sbt"]),
        (Language.Shell, [".sh", ".bash", ".zsh", ".ksh", ".env", ".envrc", ".bashrc", ".profile"]),
        (Language.Yaml, [".yaml", ".yml"]),
        (Language.Json, [".json", ".jsonc", ".json5", ".jsonl", ".ndjson", ".geojson", ".ipynb", ".babelrc", ".eslintrc", ".prettierrc"]),
        (Language.Toml, [".toml"]),
        (Language.Hcl, [".tf", ".tfvars", ".hcl", ".nomad"]),
        (Language.Bicep, [".bicep", ".bicepparam"]),
        (Language.Dockerfile, [".dockerfile"]),
        (Language.Markdown, [".md", ".mdx", ".markdown"]),
        (Language.Html, [".html", ".htm", ".xhtml", ".vue", ".svelte", ".cshtml", ".razor", ".erb", ".ejs", ".hbs", ".jsp"]),
        (Language.Css, [".css", ".scss", ".sass", ".less"]),
        (Language.Xml,
            [".xml", ".xsd", ".xsl", ".xslt", ".csproj", ".fsproj", ".vbproj", ".props", ".targets", ".config", ".resx", ".svg", ".plist",
             ".nuspec", ".wsdl"]),
        // Languages that are not told apart: their content must not be taken for a relative's.
        (Language.Text,
            [".txt", ".rst", ".adoc", ".csv", ".tsv", ".log", ".ini", ".cfg", ".properties", ".gitignore", ".gitattributes", ".dockerignore",
             ".editorconfig", ".c", ".h", ".cc", ".cpp", ".cxx", ".hpp", ".m", ".mm", ".swift", ".dart", ".ex", ".exs", ".erl", ".hrl",
             ".clj", ".cljs", ".lua", ".pl", ".pm", ".r", ".jl", ".fs", ".fsx", ".vb", ".hs", ".elm", ".zig", ".nim", ".groovy", ".gradle",
             ".sol", ".proto", ".graphql", ".gql", ".prisma", ".thrift", ".avsc", ".ps1", ".bat", ".cmd", ".diff", ".patch", ".tex"]),
    ];

    private static readonly FrozenDictionary<string, Language> ByExtension = Extensions
        .SelectMany(row => row.Extensions.Select(extension => KeyValuePair.Create(extension, row.Language)))
        .ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, Language> ByName = new Dictionary<string, Language>
    {
        ["Dockerfile"] = Language.Dockerfile,
        ["Containerfile"] = Language.Dockerfile,
        ["Gemfile"] = Language.Ruby,
        ["Rakefile"] = Language.Ruby,
        ["Guardfile"] = Language.Ruby,
        ["Vagrantfile"] = Language.Ruby,
        ["Podfile"] = Language.Ruby,
        ["Pipfile"] = Language.Toml,
        ["Makefile"] = Language.Text,
        ["LICENSE"] = Language.Text,
        ["go.mod"] = Language.Text,
        ["requirements.txt"] = Language.Text,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null where the name says nothing, so that the content has to.</summary>
    public static Language? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (ByName.TryGetValue(name, out var language)) return language;
        if (name.StartsWith("Dockerfile.", StringComparison.Ordinal)) return Language.Dockerfile;
        if (name.StartsWith(".env.", StringComparison.Ordinal)) return Language.Shell;
        return ByExtension.TryGetValue(Path.GetExtension(name), out language) && !IsPlainText(name) ? language : null;
    }

    /// <summary>A path for a text that came without one, such as <c>pasted.ts</c>.</summary>
    public static string PathFor(string stem, Language language) => stem + Extensions.First(row => row.Language == language).Extensions[0];

    /// <summary>What is called .txt may be anything.</summary>
    private static bool IsPlainText(string name) => name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
}
