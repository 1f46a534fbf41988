using Claudit.Analysis.Facts;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells what a file is for by where it stands, and by what is in it.</summary>
internal static class FileRoles
{
    private static readonly string[] InterfaceModules =
    [
        "react", "preact", "vue", "svelte", "solid-js", "@angular/core", "@apollo/client", "formik", "@mui/", "@tiptap/", "@tanstack/react", "@chakra-ui/", "@radix-ui/",
    ];

    private static readonly string[] ServerModules = ["server-only", "next/server", "next/headers", "@remix-run/node", "@remix-run/server-runtime", "@sveltejs/kit"];

    public static FileRole Of(SourceFile file, FactsBuilder facts) =>
        Of(file.Path) is not FileRole.Production and var role ? role : IsInterface(file, facts) ? FileRole.Interface : FileRole.Production;

    /// <summary>Whether it has the looks of an interface, and nothing of a server: a page may have both.</summary>
    private static bool IsInterface(SourceFile file, FactsBuilder facts)
    {
        if (file.Language is not (Language.JavaScript or Language.TypeScript)) return false;
        var name = file.Path[(file.Path.LastIndexOf('/') + 1)..];
        var looks = name.EndsWith(".tsx", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsx", StringComparison.OrdinalIgnoreCase)
            || name is ['u', 's', 'e', >= 'A' and <= 'Z', ..] || HasFolder(file.Path, "components") || facts.Imports(InterfaceModules);
        return looks
            && facts.Sites.All(site => site.Kind is not (SiteKind.Send or SiteKind.Publish or SiteKind.Write or SiteKind.Read or SiteKind.Acknowledge or SiteKind.Respond or SiteKind.Register))
            && facts.Functions.All(function => function is { Entry: EntryKind.None, Name: not ("loader" or "action" or "load" or "getServerSideProps" or "getStaticProps") })
            && !facts.Imports(ServerModules) && !facts.AllImports.Any(module => module.EndsWith(".server", StringComparison.Ordinal));
    }

    /// <summary>
    /// Whether a file decides anything, by its place and language: one that rules read, and neither a test nor an example. Where no file of a submission
    /// does, all of them are asked about.
    /// </summary>
    public static bool Decides(string path, Language language) =>
        language is Language.JavaScript or Language.TypeScript or Language.Python or Language.CSharp or Language.Sql && !IsTestOrExample(path);

    public static bool IsTestOrExample(string path) => Of(path) is FileRole.Test or FileRole.Example;

    public static FileRole Of(string path)
    {
        var lower = path.ToLowerInvariant();
        var name = lower[(lower.LastIndexOf('/') + 1)..];
        if (HasFolder(lower, "test") || HasFolder(lower, "tests") || HasFolder(lower, "__tests__") || HasFolder(lower, "spec") || HasFolder(lower, "e2e")
            || HasFolder(lower, "__mocks__") || HasFolder(lower, "mocks") || name.Contains(".test.", StringComparison.Ordinal) || name.Contains(".spec.", StringComparison.Ordinal)
            || name.StartsWith("test_", StringComparison.Ordinal) || name.EndsWith("_test.py", StringComparison.Ordinal) || name is "conftest.py"
            || name.EndsWith("tests.cs", StringComparison.Ordinal) || name.EndsWith("test.cs", StringComparison.Ordinal))
        {
            return FileRole.Test;
        }

        if (HasFolder(lower, "example") || HasFolder(lower, "examples") || HasFolder(lower, "demo") || HasFolder(lower, "seeds")) return FileRole.Example;
        return HasFolder(lower, "migrations") || HasFolder(lower, "migration") || HasFolder(lower, "alembic") ? FileRole.Migration : FileRole.Production;
    }

    private static bool HasFolder(string path, string folder) =>
        path.StartsWith(folder + "/", StringComparison.Ordinal) || path.Contains("/" + folder + "/", StringComparison.Ordinal);
}
