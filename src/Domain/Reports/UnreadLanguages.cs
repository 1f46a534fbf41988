using System.Collections.Frozen;
using Claudit.Submissions;

namespace Claudit.Reports;

/// <summary>Languages that programs are written in and no rule reads.</summary>
internal static class UnreadLanguages
{
    private static readonly FrozenDictionary<string, string> ByExtension = new (string Name, string[] Extensions)[]
    {
        ("C", [".c", ".h"]), ("C++", [".cc", ".cpp", ".cxx", ".hpp", ".hxx"]), ("Objective-C", [".m", ".mm"]), ("Swift", [".swift"]), ("Dart", [".dart"]), ("Elixir", [".ex", ".exs"]),
        ("Erlang", [".erl", ".hrl"]), ("Clojure", [".clj", ".cljs"]), ("Lua", [".lua"]), ("Perl", [".pl", ".pm"]), ("R", [".r"]), ("Julia", [".jl"]), ("F#", [".fs", ".fsx"]),
        ("Visual Basic", [".vb"]), ("Haskell", [".hs"]), ("Elm", [".elm"]), ("Zig", [".zig"]), ("Nim", [".nim"]), ("Groovy", [".groovy"]), ("Solidity", [".sol"]), ("PowerShell", [".ps1"]),
        ("Vue", [".vue"]), ("Svelte", [".svelte"]), ("Razor", [".cshtml", ".razor"]), ("JSP", [".jsp"]), ("ERB", [".erb"]), ("EJS", [".ejs"]), ("Handlebars", [".hbs"]),
        ("Shell", [".sh", ".bash", ".zsh", ".ksh"]), ("Jupyter", [".ipynb"]), ("Apex", [".cls"]), ("OCaml", [".ml"]), ("COBOL", [".cob", ".cbl"]), ("Astro", [".astro"]),
    }.SelectMany(row => row.Extensions.Select(extension => KeyValuePair.Create(extension, row.Name))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a file that rules read, and for one that is no program.</summary>
    public static string? NameOf(ManifestFile file) => file.Language switch
    {
        Language.Text or Language.Html or Language.Shell or Language.Json => ByExtension.GetValueOrDefault(Path.GetExtension(file.Path)),
        Language.Go or Language.Java or Language.Kotlin or Language.Ruby or Language.Php or Language.Rust or Language.Scala => LanguageName.Of(file.Language),
        _ => null,
    };
}
