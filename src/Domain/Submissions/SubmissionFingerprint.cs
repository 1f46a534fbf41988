using System.Security.Cryptography;
using System.Text;

namespace Claudit.Submissions;

/// <summary>Recognises a submission again, however it was sent and in whatever order.</summary>
public static class SubmissionFingerprint
{
    /// <summary>
    /// SHA-256 in lower-case hexadecimal over the audited files in order of path: each as its path in UTF-8, a NUL, its content's
    /// SHA-256 in lower-case hexadecimal, a line feed.
    /// </summary>
    public static string Of(SubmissionManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in manifest.Files.OrderBy(file => file.Path, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Sha256}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
