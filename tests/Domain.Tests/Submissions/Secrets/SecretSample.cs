using System.Text;

namespace Claudit.Submissions.Secrets;

/// <summary>A text with one secret in it, or with none where it only looks so; tests/fixtures/secrets/README.md says how it is written.</summary>
/// <param name="Kind">Of its secret; null when there is none.</param>
/// <param name="Masked">The text as it has to come out.</param>
/// <param name="IsKnownWrong">Whether it comes out otherwise, and everybody knows it.</param>
internal sealed record SecretSample(string Name, string Path, string? Kind, string Text, string Masked, int Line, string Secret, bool IsKnownWrong)
{
    private const string Head = "--- ";
    private const string KnownWrong = "todo ";
    private const string Innocent = "none";
    private const string DefaultPath = "sample.txt";

    public static IReadOnlyList<SecretSample> ReadAll(string folder) =>
    [
        .. from file in Directory.EnumerateFiles(folder, "*.txt").Order(StringComparer.Ordinal)
           from sample in Read(System.IO.Path.GetFileNameWithoutExtension(file), File.ReadAllLines(file))
           select sample,
    ];

    private static IEnumerable<SecretSample> Read(string group, string[] lines)
    {
        for (var at = 0; at < lines.Length;)
        {
            var colon = lines[at].IndexOf(':', StringComparison.Ordinal);
            var head = lines[at][Head.Length..colon].Split(" in ");
            var next = at + 1;
            while (next < lines.Length && !lines[next].StartsWith(Head, StringComparison.Ordinal)) next++;
            yield return Make($"{group}, {lines[at][Head.Length..]}", head[0], head is [_, var path] ? path : DefaultPath, string.Join('\n', lines[(at + 1)..next]));
            at = next;
        }
    }

    private static SecretSample Make(string name, string kind, string path, string template)
    {
        var isKnownWrong = kind.StartsWith(KnownWrong, StringComparison.Ordinal);
        if (isKnownWrong) kind = kind[KnownWrong.Length..];
        var marked = new SampleText(name).Fill(template);
        var start = marked.IndexOf('⟦', StringComparison.Ordinal);
        if (start < 0 != (kind == Innocent)) throw new InvalidDataException($"The sample '{name}' marks no secret, or one although it has none.");
        if (start < 0) return new SecretSample(name, path, null, marked, marked, 0, "", isKnownWrong);
        var end = marked.IndexOf('⟧', start);
        var (before, secret, after) = (marked[..start], marked[(start + 1)..end], marked[(end + 1)..]);
        var line = 1 + before.Count(character => character == '\n');
        return new SecretSample(name, path, kind, before + secret + after, before + Covered(secret) + after, line, secret, isKnownWrong);
    }

    /// <summary>White space, quotes and backslashes stay where a key goes over several lines or strings.</summary>
    private static string Covered(string secret)
    {
        var covered = new StringBuilder(secret);
        for (var i = 0; i < covered.Length; i++) if (!"\n \"'\\".Contains(covered[i], StringComparison.Ordinal)) covered[i] = '*';
        return covered.ToString();
    }

    public override string ToString() => Name;
}
