using System.Text;
using Claudit.Bench.Fuzz.Running;
using Claudit.Code;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>What is promised of every submission, however it comes.</summary>
internal static class SubmissionCheck
{
    public static readonly SubmissionLimits Limits = new()
    {
        ExpandedBytes = 1 << 20,
        FileBytes = 64 << 10,
        Files = 100,
        PathCharacters = 200,
    };

    /// <summary>Reads it to its end and checks it.</summary>
    /// <param name="files">The audited files.</param>
    public static FuzzOutcome Read(SubmissionSource source, SubmissionLimits limits, out List<SourceFile> files)
    {
        var reader = new SubmissionReader(source, limits);
        var read = files = [.. reader.Files(CancellationToken.None)];
        BrokenPromiseException.ThrowUnless(reader.Manifest is null ^ reader.Problems.IsEmpty, "A submission is neither taken nor refused, or both.");
        if (reader.Manifest is not { } manifest)
        {
            foreach (var problem in reader.Problems)
            {
                BrokenPromiseException.ThrowUnless(SubmissionProblems.Kinds.ContainsKey(problem.Code), $"'{problem.Code}' is no known problem.");
                BrokenPromiseException.ThrowUnless(problem.Message.Length is > 0 and < 2_000, "A message is missing or has no end.");
            }

            return new FuzzOutcome(reader.Problems[0].Code, () => string.Join('\n', reader.Problems));
        }

        Check(manifest, files, limits);
        return new FuzzOutcome("accepted", () => Describe(manifest, read));
    }

    private static void Check(SubmissionManifest manifest, List<SourceFile> files, SubmissionLimits limits)
    {
        var count = manifest.Files.Length;
        BrokenPromiseException.ThrowUnless(count > 0 && count <= limits.Files, "It has more files than it may, or none.");
        BrokenPromiseException.ThrowUnless(manifest.Bytes <= limits.ExpandedBytes, "It is larger than it may be.");
        BrokenPromiseException.ThrowUnless(
            manifest.Files.Select(file => file.Path).Distinct(StringComparer.OrdinalIgnoreCase).Count() == count, "Two files have one name, case aside.");
        var byPath = files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        foreach (var file in manifest.Files)
        {
            BrokenPromiseException.ThrowUnless(SubmissionPath.ProblemOf(file.Path, limits) is null, "A path is one that is refused.");
            BrokenPromiseException.ThrowUnless(
                !file.Path.Contains('\\', StringComparison.Ordinal) && !file.Path.Split('/').Any(segment => segment is "" or "." or ".."), "A path is not in its plain form.");
            BrokenPromiseException.ThrowUnless(file.Bytes <= limits.FileBytes, "A file is larger than it may be.");
            var text = byPath[file.Path].Text;
            BrokenPromiseException.ThrowUnless(text.Length == file.Characters, "Masking changes a text's length.");
            BrokenPromiseException.ThrowUnless(new LineMap(text).Count == file.Lines, "Masking changes a text's lines.");
        }

        foreach (var secret in manifest.Masked)
        {
            BrokenPromiseException.ThrowUnless(
                manifest.Files.Single(file => file.Path == secret.Path).Lines >= secret.Line && secret.Line >= 1, "A secret is on a line that its file does not have.");
        }
    }

    private static string Describe(SubmissionManifest manifest, List<SourceFile> files)
    {
        var text = new StringBuilder();
        text.AppendJoin('\n', manifest.Files).AppendJoin('\n', manifest.Skipped).AppendJoin('\n', manifest.Masked).AppendJoin('\n', manifest.Notes);
        foreach (var file in files) text.Append(file.Path).Append(file.Language).Append(file.Text);
        return text.ToString();
    }
}
