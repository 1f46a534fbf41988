using System.Text;

namespace Claudit.Audits;

/// <summary>A folder with one folder an audit, each of which holds an <c>audit.yaml</c>.</summary>
public static class CatalogFolder
{
    private const string DefinitionFile = "audit.yaml";

    // Four bytes are the most that one character takes in UTF-8; the reader judges the exact length.
    private const long LargestFile = 4L * AuditDefinitionReader.LongestText;

    /// <summary>The audits that are delivered with the program: <c>audits</c> beside its assembly.</summary>
    public static string Delivered => Path.Combine(AppContext.BaseDirectory, "audits");

    /// <summary>
    /// Reads every definition once. What is wrong with the folder or its files comes back beside what is wrong in them; folders whose name
    /// begins with a dot, and files beside the folders, are passed over.
    /// </summary>
    public static AuditCatalogReading Read(string directory)
    {
        if (!Directory.Exists(directory))
        {
            var missing = new Problem("catalog-missing", directory, "There is no such folder; name one with a folder for each audit.");
            return new AuditCatalogReading(null, [missing]);
        }

        var problems = new List<Problem>();
        var definitions = new List<(string File, string Text)>();
        foreach (var folder in Directory.EnumerateDirectories(directory).Order(StringComparer.Ordinal))
        {
            var file = Path.Combine(folder, DefinitionFile);
            if (Path.GetFileName(folder).StartsWith('.'))
                continue;

            if (Text(file, problems) is { } text)
                definitions.Add((file, text));
        }

        if (definitions.Count == 0 && problems.Count > 0)
            return new AuditCatalogReading(null, [.. problems]);

        var reading = AuditCatalog.Read(definitions);
        return problems.Count == 0 ? reading : new AuditCatalogReading(null, [.. problems, .. reading.Problems]);
    }

    private static string? Text(string file, List<Problem> problems)
    {
        try
        {
            if (new FileInfo(file).Length <= LargestFile)
                return File.ReadAllText(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));

            problems.Add(new Problem("file-too-large", file, $"Shorten it to {AuditDefinitionReader.LongestText} characters at most."));
        }
        catch (FileNotFoundException)
        {
            problems.Add(new Problem("definition-missing", file, $"The folder holds no {DefinitionFile}; add it, or remove the folder."));
        }
        catch (DecoderFallbackException)
        {
            problems.Add(new Problem("file-encoding", file, "The file is not UTF-8; save it as UTF-8."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            problems.Add(new Problem("file-unreadable", file, $"The file cannot be read: {error.Message}"));
        }

        return null;
    }
}
