using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Claudit.Submissions;

namespace Claudit.Audits;

/// <summary>
/// Tells equal requests. It is taken of what is asked, not of the bytes on the wire: two multipart bodies of one form differ in their
/// boundaries.
/// </summary>
internal static class RequestHash
{
    public static string Of(StartAudit request, SubmissionManifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(request.Audit);
        Add(request.Options.MinSeverity.ToString());
        Add(request.Options.Retention?.Ticks.ToString(CultureInfo.InvariantCulture) ?? "default");
        foreach (var section in request.Options.Sections) Add("section", section);
        foreach (var (name, value) in request.Options.Labels) Add("label", name, value);
        foreach (var file in manifest.Files) Add("file", file.Path, file.Sha256);
        foreach (var skipped in manifest.Skipped) Add("skipped", skipped.Path, skipped.Reason);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        // Each text with its length, so that no two lists of texts run together to the same bytes.
        void Add(params ReadOnlySpan<string> texts)
        {
            foreach (var text in texts)
            {
                var bytes = Encoding.UTF8.GetBytes(text);
                hash.AppendData(BitConverter.GetBytes(bytes.Length));
                hash.AppendData(bytes);
            }
        }
    }
}
