using System.Collections.Frozen;

namespace Claudit.Submissions;

/// <summary>
/// What is not audited by its name alone. Migrations are nobody's build output: they hold the unique constraints that audits look for.
/// </summary>
public static class SkippedNames
{
    private static readonly FrozenDictionary<string, string> Folders = Table(
        (SkipReason.ToolFiles, [".git", ".hg", ".svn", ".bzr", "_darcs", "CVS", ".idea", ".vs", "__MACOSX"]),
        (SkipReason.Vendored,
            ["node_modules", "bower_components", "jspm_packages", "third_party", "site-packages", "dist-packages", ".venv", "venv",
             "virtualenv", "Pods", "Carthage", ".bundle", ".yarn", ".pnpm-store", "Godeps"]),
        (SkipReason.BuildOutput,
            ["__pycache__", ".next", ".nuxt", ".svelte-kit", ".output", ".parcel-cache", ".turbo", ".angular", ".gradle", ".terraform",
             ".serverless", "cdk.out", ".tox", ".nox", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".eggs", "htmlcov", ".nyc_output"]));

    /// <summary>Below a folder of sources these are words of the business: a vendor, an insurance's coverage.</summary>
    private static readonly FrozenDictionary<string, string> FoldersOutsideSources = Table(
        (SkipReason.Vendored, ["vendor"]),
        (SkipReason.BuildOutput, ["dist", "obj", "coverage"]));

    private static readonly FrozenSet<string> SourceFolders = FrozenSet.Create(StringComparer.Ordinal, "src", "app", "lib", "internal");

    /// <summary>Build output only as a pair: <c>bin</c> alone often holds programs.</summary>
    private static readonly FrozenSet<string> FolderPairs = FrozenSet.Create(
        StringComparer.Ordinal, "bin/Debug", "bin/Release", "target/debug", "target/release", "target/classes");

    private static readonly FrozenDictionary<string, string> Files = Table(
        (SkipReason.LockFile,
            ["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock", "bun.lockb", "deno.lock", "composer.lock",
             "Gemfile.lock", "Cargo.lock", "poetry.lock", "Pipfile.lock", "uv.lock", "pdm.lock", "go.sum", "go.work.sum", "packages.lock.json",
             "project.assets.json", "mix.lock", "flake.lock", "gradle.lockfile", ".terraform.lock.hcl", "Podfile.lock", "pubspec.lock"]),
        (SkipReason.ToolFiles, [".DS_Store", "Thumbs.db"]));

    private static readonly (string Suffix, string Reason)[] Suffixes =
    [
        (".min.js", SkipReason.Minified), (".min.mjs", SkipReason.Minified), (".min.css", SkipReason.Minified),
        ("-min.js", SkipReason.Minified), (".bundle.js", SkipReason.Minified), (".chunk.js", SkipReason.Minified),
        (".js.map", SkipReason.Generated), (".css.map", SkipReason.Generated), (".snap", SkipReason.Generated),
        (".g.cs", SkipReason.Generated), (".g.i.cs", SkipReason.Generated), (".designer.cs", SkipReason.Generated),
        (".generated.cs", SkipReason.Generated), (".generated.ts", SkipReason.Generated), (".gen.ts", SkipReason.Generated),
        (".gen.go", SkipReason.Generated), ("_gen.go", SkipReason.Generated), ("_generated.go", SkipReason.Generated),
        (".pb.go", SkipReason.Generated), (".pb.gw.go", SkipReason.Generated), ("_pb.js", SkipReason.Generated),
        ("_pb.ts", SkipReason.Generated), ("_pb.d.ts", SkipReason.Generated), ("_pb2.py", SkipReason.Generated),
        ("_pb2.pyi", SkipReason.Generated), ("_pb2_grpc.py", SkipReason.Generated), ("_pb.rb", SkipReason.Generated),
    ];

    private static readonly FrozenSet<string> BinaryExtensions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".png", ".jpg", ".jpeg", ".gif", ".bmp", ".ico", ".icns", ".webp", ".avif", ".tif", ".tiff", ".psd", ".heic",
        ".mp3", ".mp4", ".m4a", ".mov", ".avi", ".mkv", ".webm", ".wav", ".ogg", ".flac",
        ".woff", ".woff2", ".ttf", ".otf", ".eot", ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt",
        ".exe", ".dll", ".so", ".dylib", ".a", ".o", ".obj", ".lib", ".pdb", ".class", ".pyc", ".pyo", ".wasm", ".node",
        ".jar", ".war", ".ear", ".aar", ".whl", ".egg", ".nupkg", ".snupkg", ".gem", ".crate", ".apk", ".ipa", ".deb", ".rpm", ".dmg",
        ".iso",
        ".db", ".sqlite", ".sqlite3", ".mdb", ".parquet", ".avro", ".orc", ".pkl", ".npy", ".npz", ".h5", ".onnx", ".bin", ".dat",
        ".p12", ".pfx", ".jks", ".keystore");

    private static readonly FrozenSet<string> ArchiveExtensions = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, ".zip", ".tar", ".tgz", ".gz", ".tbz", ".tbz2", ".bz2", ".txz", ".xz", ".zst", ".7z", ".rar");

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> FolderOf =
        Folders.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> FolderOutsideSourcesOf =
        FoldersOutsideSources.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsSourceFolder =
        SourceFolders.GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> IsFolderPair =
        FolderPairs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Why nothing below a folder is audited; null when its name says nothing against it. Folders above it are not asked.</summary>
    /// <param name="folder">Without a slash at its end.</param>
    public static string? ReasonForFolder(ReadOnlySpan<char> folder)
    {
        var slash = folder.LastIndexOf('/');
        var name = folder[(slash + 1)..];
        if (FolderOf.TryGetValue(name, out var reason)) return reason;
        if (name.EndsWith(".egg-info") || name.EndsWith(".dist-info")) return SkipReason.BuildOutput;

        var above = slash < 0 ? [] : folder[..slash];
        if (FolderOutsideSourcesOf.TryGetValue(name, out reason)) return IsBelowSources(above) ? null : reason;
        if (slash < 0) return null;

        var parent = above[(above.LastIndexOf('/') + 1)..];
        if (IsFolderPair.Contains(folder[(slash - parent.Length)..])) return SkipReason.BuildOutput;
        return parent is "packages" && IsPackageWithVersion(name) ? SkipReason.Vendored : null;
    }

    /// <summary>Why a file is not audited; null when its name says nothing against it. Its folders are not asked.</summary>
    public static string? ReasonForFile(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (Files.TryGetValue(name, out var reason)) return reason;
        foreach (var (suffix, why) in Suffixes)
            if (name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) return why;
        return BinaryExtensions.Contains(Path.GetExtension(name)) ? SkipReason.Binary : null;
    }

    /// <summary>Whether a file is an archive by its name; packages of a platform (.jar, .nupkg) count as binary files.</summary>
    public static bool IsArchive(string path) => ArchiveExtensions.Contains(Path.GetExtension(path));

    private static bool IsBelowSources(ReadOnlySpan<char> folders)
    {
        foreach (var range in folders.Split('/'))
            if (IsSourceFolder.Contains(folders[range])) return true;
        return false;
    }

    /// <summary>As NuGet unpacks: <c>Newtonsoft.Json.13.0.3</c>. In JavaScript, <c>packages/</c> holds one's own code.</summary>
    private static bool IsPackageWithVersion(ReadOnlySpan<char> name)
    {
        var numbers = 0;
        foreach (var range in name.Split('.'))
            numbers = int.TryParse(name[range], out _) ? numbers + 1 : 0;
        return numbers >= 2;
    }

    private static FrozenDictionary<string, string> Table(params (string Reason, string[] Names)[] rows) => rows
        .SelectMany(row => row.Names.Select(name => KeyValuePair.Create(name, row.Reason)))
        .ToFrozenDictionary(StringComparer.Ordinal);
}
