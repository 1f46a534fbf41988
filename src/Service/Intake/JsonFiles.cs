using System.Text;
using System.Text.Json;
using Claudit.Submissions;

namespace Claudit.Intake;

/// <summary>The files of a JSON request, each decoded only while it is read.</summary>
/// <param name="files">Checked: objects with the strings <c>path</c> and <c>content</c>. Valid as long as their document.</param>
internal sealed class JsonFiles(JsonElement files) : SubmissionSource
{
    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) => files.EnumerateArray().Select((file, index) =>
        new SubmittedEntry(file.GetProperty("path").GetString()!, () => expansion.Count(Open(file))) { Pointer = $"/files/{index}" });

    private static MemoryStream Open(JsonElement file) =>
        new(Encoding.UTF8.GetBytes(file.GetProperty("content").GetString()!), writable: false);
}
