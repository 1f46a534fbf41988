using Claudit.Submissions;

namespace Claudit.Local.Commands;

/// <summary>Standard input as a submission of one file.</summary>
internal static class PastedInput
{
    /// <param name="name">Null to call it after its language.</param>
    public static async Task<SubmissionSource> ReadAsync(string? name, CancellationToken cancel)
    {
        // One byte more than a file may have is enough for the reader to see that it is too large.
        var bytes = new byte[OneOffAudit.Limits.FileBytes + 1];
        await using var input = Console.OpenStandardInput();
        // A terminal's read cannot be interrupted, so this does not wait for it.
        var length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel).AsTask().WaitAsync(cancel);
        Array.Resize(ref bytes, length);
        return name is null ? ListedFiles.Pasted(bytes) : new ListedFiles().Add(name, bytes);
    }
}
