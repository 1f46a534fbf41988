using System.Text;

namespace Claudit.Submissions;

/// <summary>Files that a caller holds in memory: pasted text, the files of a JSON request, the parts of a form.</summary>
public sealed class ListedFiles : SubmissionSource
{
    private readonly List<(string Path, string Pointer, byte[] Content)> _files = [];

    /// <summary>One text without a name of its own; without <paramref name="path"/> it is called after its language, such as <c>pasted.ts</c>.</summary>
    public static ListedFiles Pasted(string text, string? path = null) => Pasted(Encoding.UTF8.GetBytes(text), path);

    /// <inheritdoc cref="Pasted(string, string?)"/>
    public static ListedFiles Pasted(byte[] content, string? path = null)
    {
        var files = new ListedFiles();
        path ??= LanguageNames.PathFor("pasted", LanguageDetection.OfContent(TextDecoding.Decode(content, out _) ?? ""));
        files._files.Add((path, "", content));
        return files;
    }

    /// <summary>Problems of the file will point to <c>/files/n</c>, n its place from 0.</summary>
    public ListedFiles Add(string path, string content) => Add(path, Encoding.UTF8.GetBytes(content));

    /// <inheritdoc cref="Add(string, string)"/>
    public ListedFiles Add(string path, byte[] content)
    {
        _files.Add((path, $"/files/{_files.Count}", content));
        return this;
    }

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) => _files.Select(file =>
        new SubmittedEntry(file.Path, () => expansion.Count(new MemoryStream(file.Content, writable: false)))
        {
            Pointer = file.Pointer,
        });
}
