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
        foreach (var group in outcomes.Where(outcome => outcome.Sample.Kind is not null).GroupBy(outcome => outcome.Sample.Kind!).OrderBy(group => group.Key, StringComparer.Ordinal))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key,-30} found {group.Count(IsRight),3}/{group.Count(),-3}"));
        var guilty = outcomes.Where(outcome => outcome.Sample.Kind is not null).ToList();
        var innocent = outcomes.Except(guilty).ToList();
        var found = guilty.Count(IsRight);
        var wrong = outcomes.Count(outcome => outcome.Masked.Secrets.Count > 0 && !IsRight(outcome));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{"secrets",-30} recall {found}/{guilty.Count} {(double)found / guilty.Count:P1}   precision {found}/{found + wrong} {(double)found / (found + wrong):P1}   look-alikes masked {innocent.Count(outcome => outcome.Masked.Secrets.Count > 0)}/{innocent.Count}"));
        foreach (var outcome in outcomes.Where(outcome => !IsRight(outcome)))
            Console.WriteLine($"{(outcome.Masked.Secrets.Count == 0 ? "missed" : "wrong "),-8}{outcome.Sample.Name}{(outcome.Masked.Secrets.Count == 0 ? "" : $" -> {string.Join(", ", outcome.Masked.Secrets)}")}");
    }

    /// <summary>The kind and every character: a secret that is half covered is not found.</summary>
    private static bool IsRight((SecretSample Sample, (string Text, IReadOnlyList<string> Secrets) Masked) outcome) =>
        outcome.Masked.Text == outcome.Sample.Masked && outcome.Masked.Secrets.SequenceEqual(outcome.Sample.Kind is { } kind ? [kind] : []);

    private static (string Text, IReadOnlyList<string> Secrets) Mask(SecretSample sample)
    {
        var source = new ListedFiles();
        source.Add(sample.Path, Encoding.UTF8.GetBytes(sample.Text));
        var reader = new SubmissionReader(source, new SubmissionLimits());
        var file = reader.Files(CancellationToken.None).Single();
        return (file.Text, [.. reader.Manifest!.Masked.Select(secret => secret.Kind)]);
    }
}
