using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells what a file is for by where it stands.</summary>
internal static class FileRoles
{
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
