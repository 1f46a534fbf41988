using System.Text;
using Claudit.Submissions.Unicode;

namespace Claudit.Submissions;

/// <summary>
/// What the first pass decides: which entries are read and under which path, which are skipped and why, which refuse the submission.
/// It needs the names of all of them: a <c>.gitignore</c> may come after the files that it ignores.
/// </summary>
internal sealed class SubmissionPlan
{
    /// <summary>What follows in a longer one does not count; the longest in public collections have some 20 KiB.</summary>
    private const int LongestIgnoreFile = 256 << 10;

    private readonly SubmissionLimits _limits;
    private readonly IgnoreRules _ignore = new();

    /// <summary>Paths by their canonical form.</summary>
    private readonly Dictionary<string, string> _seen = new(StringComparer.OrdinalIgnoreCase);

    private SubmissionPlan(SubmissionLimits limits) => _limits = limits;

    /// <summary>By place of arrival: the path to read an entry under, or null when it is not read.</summary>
    public List<string?> Paths { get; } = [];

    public Dictionary<string, string> Skipped { get; } = new(StringComparer.Ordinal);

    public List<FileNote> Notes { get; } = [];

    public List<Problem> Problems { get; } = [];

    public static SubmissionPlan Make(SubmissionSource source, SubmissionLimits limits, CancellationToken cancel)
    {
        var plan = new SubmissionPlan(limits);
        var expansion = new Expansion(limits.ExpandedBytes);
        var pointers = new List<string>();
        var last = "";
        foreach (var entry in source.Entries(expansion))
        {
            cancel.ThrowIfCancellationRequested();
            if (pointers.Count == limits.Files)
            {
                plan.Problems.Add(new(SubmissionProblems.TooManyFiles, "",
                    $"The submission has more than {limits.Files} files: leave out dependencies and build output, or send it in parts."));
                break;
            }

            last = entry.Path;
            pointers.Add(entry.Pointer);
            plan.Paths.Add(plan.Take(entry));
        }

        plan.AddFailure(expansion, last);
        plan.SkipByName(pointers, cancel);
        return plan;
    }

    /// <param name="last">The name of the last entry that was read; empty before the first.</param>
    public void AddFailure(Expansion expansion, string last)
    {
        if (expansion.TooLarge)
        {
            var place = last.Length > 0 ? $", which it passes at or behind '{SubmissionPath.Shown(last)}'" : "";
            Problems.Add(new(SubmissionProblems.ExpandedTooLarge, "",
                $"The submission expands to more than {SubmissionLimits.Size(_limits.ExpandedBytes)}{place}: leave out what is large, or send it in parts."));
        }
        else if (expansion.Malformed is { } reason)
        {
            Problems.Add(new(SubmissionProblems.ArchiveMalformed, "",
                $"The archive{(expansion.Archive is { } name ? $" '{SubmissionPath.Shown(name)}'" : "")} cannot be read: {reason}. Pack it again."));
        }
    }

    /// <summary>Refuses the submission for one of its files, or skips the file, as the limits say.</summary>
    public void Reject(string path, string skipReason, Problem problem)
    {
        if (_limits.UnfitFiles == UnfitFiles.Skip) Skipped.TryAdd(path, skipReason);
        else Problems.Add(problem);
    }

    private string? Take(SubmittedEntry entry)
    {
        if (SubmissionPath.Clean(entry.Path, entry.Pointer, _limits, out var problem) is not { } path)
        {
            Reject(SubmissionPath.Shown(entry.Path), SkipReason.OfPath(problem!.Code), problem);
            return null;
        }

        if (entry.SkipReason is { } reason)
        {
            Skipped.TryAdd(entry.Path.EndsWith('/') ? path + "/" : path, reason);
            return null;
        }

        var form = CanonicalForm.Of(path);
        if (!_seen.TryAdd(form, path))
        {
            Reject(path, SkipReason.RepeatedName, new(SubmissionProblems.PathRepeated, entry.Pointer, Repetition(path, _seen[form])));
            return null;
        }

        if (entry.LinkTarget is { } target)
        {
            if (SubmissionPath.Leaves(entry.LinksFromRoot ? "" : path, target))
            {
                Reject(path, SkipReason.Link, new(SubmissionProblems.LinkRefused, entry.Pointer,
                    $"'{path}' is a link to '{SubmissionPath.Shown(target)}', outside the submission: send the file itself, or leave it out."));
            }
            else
            {
                Skipped.TryAdd(path, SkipReason.Link);
            }

            return null;
        }

        var slash = path.LastIndexOf('/');
        if (path.AsSpan(slash + 1) is ".gitignore") ReadIgnoreFile(slash < 0 ? "" : path[..slash], entry);
        return path;
    }

    private static string Repetition(string path, string earlier)
    {
        if (path == earlier) return $"'{path}' is there twice: send each file once.";
        var difference = path.Equals(earlier, StringComparison.OrdinalIgnoreCase) ? "case"
            : CanonicalForm.Of(path) == CanonicalForm.Of(earlier) ? "their Unicode normal form"
            : "case and their Unicode normal form";
        return $"'{path}' and '{earlier}' differ in {difference} alone, which not every system can store: rename one.";
    }

    private void ReadIgnoreFile(string folder, SubmittedEntry entry)
    {
        using var content = entry.Open();
        var bytes = new byte[LongestIgnoreFile];
        var length = content.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _ignore.Add(folder, Encoding.UTF8.GetString(bytes, 0, length));
    }

    /// <summary>
    /// In order of path, so that folders already found clean need not be asked again and the outcome is the same whatever the order of
    /// arrival. Of a skipped folder the folder is listed, not its files.
    /// </summary>
    private void SkipByName(List<string> pointers, CancellationToken cancel)
    {
        var clean = "";
        var taken = Enumerable.Range(0, Paths.Count).Where(index => Paths[index] is not null);
        foreach (var index in taken.OrderBy(index => Paths[index], StringComparer.Ordinal))
        {
            cancel.ThrowIfCancellationRequested();
            var path = Paths[index]!;
            if (SkippedFolder(path, ref clean) is { } folder)
            {
                Skipped.TryAdd(folder.Path, folder.Reason);
                Paths[index] = null;
            }
            else if (SkippedFile(path) is { } reason)
            {
                Skipped.TryAdd(path, reason);
                Paths[index] = null;
            }
            else if (SkippedNames.IsArchive(path))
            {
                Reject(path, SkipReason.Archive, new(SubmissionProblems.ArchiveNested, pointers[index],
                    $"'{path}' is an archive within the submission, which is not unpacked: leave it out, or send its content."));
                Paths[index] = null;
            }
        }

        if (_ignore.Exhausted)
            Notes.Add(new(".gitignore", "Its patterns take too long to match: they were not applied to all files."));
    }

    private string? SkippedFile(string path) =>
        SkippedNames.ReasonForFile(path) ?? (_ignore.Ignores(path, isFolder: false) ? SkipReason.Ignored : null);

    private (string Path, string Reason)? SkippedFolder(string path, ref string clean)
    {
        var known = path.AsSpan().CommonPrefixLength(clean);
        for (var end = path.IndexOf('/'); end >= 0; end = path.IndexOf('/', end + 1))
        {
            if (end < known) continue;
            var folder = path.AsSpan(0, end);
            var reason = SkippedNames.ReasonForFolder(folder) ?? (_ignore.Ignores(folder, isFolder: true) ? SkipReason.Ignored : null);
            if (reason is not null) return (path[..(end + 1)], reason);
        }

        clean = path;
        return null;
    }
}
