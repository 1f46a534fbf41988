using System.Collections.Frozen;

namespace Claudit.Reports;

/// <summary>What a fenced block of Markdown calls the language of a file.</summary>
internal static class FenceLanguage
{
    private static readonly FrozenDictionary<string, string> ByExtension = new Dictionary<string, string>
    {
        [".ts"] = "ts",
        [".mts"] = "ts",
        [".cts"] = "ts",
        [".tsx"] = "tsx",
        [".js"] = "js",
        [".mjs"] = "js",
        [".cjs"] = "js",
        [".jsx"] = "jsx",
        [".py"] = "python",
        [".pyi"] = "python",
        [".cs"] = "csharp",
        [".sql"] = "sql",
        [".go"] = "go",
        [".java"] = "java",
        [".kt"] = "kotlin",
        [".kts"] = "kotlin",
        [".rb"] = "ruby",
        [".php"] = "php",
        [".rs"] = "rust",
        [".scala"] = "scala",
        [".sh"] = "sh",
        [".bash"] = "sh",
        [".yaml"] = "yaml",
        [".yml"] = "yaml",
        [".json"] = "json",
        [".toml"] = "toml",
        [".tf"] = "hcl",
        [".hcl"] = "hcl",
        [".bicep"] = "bicep",
        [".md"] = "markdown",
        [".html"] = "html",
        [".css"] = "css",
        [".xml"] = "xml",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the path's extension; empty for one that is not known, which every Markdown reader takes for plain text.</summary>
    public static string Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        return dot >= 0 ? ByExtension.GetValueOrDefault(name[dot..], "") : name is "Dockerfile" ? "dockerfile" : "";
    }
}
