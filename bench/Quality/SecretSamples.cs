using System.Globalization;
using System.Text;
using Claudit.Submissions;
using Claudit.Submissions.Secrets;

namespace Claudit.Bench.Quality;

/// <summary>Recall and precision of the masking of secrets on the samples of tests/fixtures/secrets.</summary>
internal static class SecretSamples
{
    public static void Measure(string folder)
    {
        var outcomes = SecretSample.ReadAll(folder).Select(sample => (Sample: sample, Masked: Mask(sample))).ToList();
        var guilty = outcomes.Where(outcome => outcome.Sample.Kind is not null).ToList();
        foreach (var kind in guilty.GroupBy(outcome => outcome.Sample.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Console.WriteLine($"{kind.Key,-30} found {kind.Count(IsRight),3}/{kind.Count(),-3}");
        var found = guilty.Count(IsRight);
        var masked = outcomes.Count(outcome => outcome.Masked.Kinds.Count > 0);
        var innocent = outcomes.Count - guilty.Count;
        var alarms = outcomes.Count(outcome => outcome.Sample.Kind is null && outcome.Masked.Kinds.Count > 0);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"all",-30} recall {found}/{guilty.Count} {(double)found / guilty.Count:P1}   precision {found}/{masked} {(double)found / masked:P1}   look-alikes masked {alarms}/{innocent}"));
        foreach (var (sample, (_, kinds)) in outcomes.Where(outcome => !IsRight(outcome)))
            Console.WriteLine(kinds.Count == 0 ? $"missed  {sample.Name}" : $"wrong   {sample.Name}: {string.Join(", ", kinds)}");
    }

    /// <summary>The kind and every character: a secret that is half covered is not found.</summary>
    private static bool IsRight((SecretSample Sample, (string Text, IReadOnlyList<string> Kinds) Masked) outcome) =>
        outcome.Masked.Text == outcome.Sample.Masked && outcome.Masked.Kinds.SequenceEqual(outcome.Sample.Kind is { } kind ? [kind] : []);

    private static (string Text, IReadOnlyList<string> Kinds) Mask(SecretSample sample)
    {
        var source = new ListedFiles();
        source.Add(sample.Path, Encoding.UTF8.GetBytes(sample.Text));
        var reader = new SubmissionReader(source, new SubmissionLimits());
        var file = reader.Files(CancellationToken.None).Single();
        return (file.Text, [.. reader.Manifest!.Masked.Select(secret => secret.Kind)]);
    }
}
