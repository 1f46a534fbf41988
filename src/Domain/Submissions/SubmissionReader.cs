using System.Collections.Immutable;
using System.Security.Cryptography;
using Claudit.Code;
using Claudit.Submissions.Secrets;

namespace Claudit.Submissions;

/// <summary>
/// Reads a submission in two passes, names first, and holds one file at a time. Nothing that is submitted makes it throw. Use it once:
/// go through <see cref="Files"/>, then look at <see cref="Problems"/> and <see cref="Manifest"/>.
/// </summary>
public sealed class SubmissionReader(SubmissionSource source, SubmissionLimits limits)
{
    /// <summary>Skipped files of one reason that a message names.</summary>
    private const int MostNamed = 3;

    private readonly List<ManifestFile> _files = [];
    private readonly List<MaskedSecret> _masked = [];

    /// <summary>
    /// Why the submission is refused: all faults at once, but no more than 100 of them; empty when it is not, and until
    /// <see cref="Files"/> has ended. The codes are those of <see cref="SubmissionProblems"/>.
    /// </summary>
    public ImmutableArray<Problem> Problems { get; private set; } = [];

    /// <summary>Null until <see cref="Files"/> has ended, and when the submission is refused.</summary>
    public SubmissionManifest? Manifest { get; private set; }

    /// <summary>
    /// The audited files in the order in which they arrive, decoded and masked. Some may come before a fault is found: when there are
    /// <see cref="Problems"/> at the end, whatever was kept of them has to go.
    /// </summary>
    public IEnumerable<SourceFile> Files(CancellationToken cancel)
    {
        var plan = SubmissionPlan.Make(source, limits, cancel);
        if (plan.Problems.Count == 0)
        {
            var expansion = new Expansion(limits.ExpandedBytes);
            var buffer = new byte[limits.FileBytes + 1];
            var index = 0;
            var last = "";
            foreach (var entry in source.Entries(expansion))
            {
                cancel.ThrowIfCancellationRequested();
                if (index == plan.Paths.Count) break;
                last = entry.Path;
                if (plan.Paths[index++] is not { } path) continue;
                var length = Fill(buffer, entry);
                if (expansion.Failed) break;
                if (Read(path, buffer.AsSpan(0, length), entry.Pointer, plan) is { } file && plan.Problems.Count == 0) yield return file;
            }

            plan.AddFailure(expansion, last);
        }

        Finish(plan);
    }

    private static int Fill(byte[] buffer, SubmittedEntry entry)
    {
        using var content = entry.Open();
        return content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
    }

    private SourceFile? Read(string path, ReadOnlySpan<byte> bytes, string pointer, SubmissionPlan plan)
    {
        if (TextDecoding.Decode(bytes, out var note) is not { } text)
        {
            plan.Skipped.TryAdd(path, SkipReason.Binary);
            return null;
        }

        if (bytes.Length > limits.FileBytes)
        {
            var limit = SubmissionLimits.Size(limits.FileBytes);
            plan.Reject(path, SkipReason.Over(limits.FileBytes), new(SubmissionProblems.FileTooLarge, pointer,
                $"'{path}' is larger than {limit}, the most that one file may have: leave it out or split it."));
            return null;
        }

        var language = LanguageNames.Of(path) ?? LanguageDetection.OfContent(text);
        if (SkippedContent.Reason(path, language, text) is { } reason)
        {
            plan.Skipped.TryAdd(path, reason);
            return null;
        }

        if (note is not null) plan.Notes.Add(new FileNote(path, note));
        var lines = new LineMap(text);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _files.Add(new ManifestFile(path, language, bytes.Length, text.Length, lines.Count, hash));
        var masked = SecretMasking.MaskSecrets(text, language);
        _masked.AddRange(masked.Secrets.Select(secret => new MaskedSecret(secret.Kind, path, lines.LineAt(secret.Span.Start))));
        return new SourceFile(path, language, masked.Text);
    }

    private void Finish(SubmissionPlan plan)
    {
        if (plan.Problems.Count == 0 && _files.Count == 0) plan.Problems.Add(NothingAuditable(plan));
        Problems = [.. plan.Problems.Take(Problem.MostTold)];
        if (Problems.Length > 0) return;
        Manifest = new SubmissionManifest(
            [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            [.. plan.Skipped.Select(pair => new SkippedFile(pair.Key, pair.Value)).OrderBy(file => file.Path, StringComparer.Ordinal)],
            [.. _masked.OrderBy(secret => secret.Path, StringComparer.Ordinal).ThenBy(secret => secret.Line)],
            [.. plan.Notes.OrderBy(file => file.Path, StringComparer.Ordinal)]);
    }

    private static Problem NothingAuditable(SubmissionPlan plan)
    {
        var reasons = plan.Skipped.GroupBy(skipped => skipped.Value, skipped => skipped.Key, StringComparer.Ordinal)
            .OrderBy(reason => reason.Key, StringComparer.Ordinal)
            .Select(reason => $"{reason.Count()} {reason.Key} ({Named([.. reason.Order(StringComparer.Ordinal)])})");
        return new(SubmissionProblems.NothingAuditable, "", plan.Skipped.Count == 0
            ? "The submission holds no file: send at least one with source code."
            : $"Nothing is left to audit; skipped: {string.Join(", ", reasons)}. Send at least one file with source code.");

        static string Named(string[] paths) =>
            string.Join(", ", paths.Take(MostNamed).Select(SubmissionPath.Shown)) + (paths.Length > MostNamed ? ", …" : "");
    }
}
