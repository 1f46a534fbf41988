using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Reports;
using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Submissions.Secrets;
using Xunit;

namespace Claudit.Engine;

/// <summary>Every sample of a secret in one submission, most of them in the middle of a defect that reports quote.</summary>
public sealed partial class SecretsInOutputs
{
    /// <summary>Shorter ones could stand in a report by chance.</summary>
    private const int ShortestPiece = 8;

    private const string Before =
        """
        import Stripe from 'stripe';
        import { randomUUID } from 'node:crypto';

        export async function report(stripe: Stripe, customer: string, tokens: number) {
          for (let attempt = 0; attempt < 4; attempt++) {
            try {
              return await stripe.billing.meterEvents.create({
                event_name: 'tokens', /*

        """;

    private const string After =
        """

                */ identifier: randomUUID(),
                payload: { stripe_customer_id: customer, value: String(tokens) },
              });
            } catch (error) {
              if (attempt === 3) throw error;
            }
          }
        }

        """;

    private static readonly IReadOnlyList<SecretSample> Samples =
        [.. SecretSample.ReadAll(RepositoryFile.PathOf("tests/fixtures/secrets")).Where(sample => sample is { Kind: not null, IsKnownWrong: false })];

    [Fact]
    public async Task No_report_and_no_event_shows_a_secret_and_each_report_says_where_there_was_one()
    {
        var (files, expected) = Submission();
        var told = new List<string>();
        var reader = new SubmissionReader(files, new SubmissionLimits());

        var result = await InlineAudit.RunAsync(
            "one-off", SubmissionReading.With(reader), TestServer.Definition, new AuditOptions(), TimeProvider.System, new Listener(told), TestContext.Current.CancellationToken);

        var report = result.Report!;
        Assert.Equal(expected.OrderBy(secret => secret.Path, StringComparer.Ordinal), report.Submission.Masked);
        Assert.Contains(report.Findings, finding => finding.Evidence.Contains(new string('*', ShortestPiece), StringComparison.Ordinal));
        Assert.Contains("finding", told[1..].Select(entry => entry.Split(' ')[0]));
        var outputs = ReportFormats.All.Select(format => (format.Name, Text: format.Render(report, RuleBook.Descriptions))).ToList();
        AssertPlaces(report.Submission.Masked, outputs.ToDictionary(output => output.Name, output => output.Text));
        foreach (var piece in Samples.SelectMany(sample => Pieces().Matches(sample.Secret)).Select(match => match.Value).Where(piece => piece.Length >= ShortestPiece))
        {
            Assert.All(outputs, output => Assert.False(output.Text.Contains(piece, StringComparison.Ordinal), $"{output.Name} shows {piece}."));
            Assert.All(told, entry => Assert.False(entry.Contains(piece, StringComparison.Ordinal), $"An event shows {piece}: {entry}"));
        }
    }

    /// <summary>What a person reads at a glance lists the first of many, and how many more there are.</summary>
    private static void AssertPlaces(ImmutableArray<ReportMasked> secrets, Dictionary<string, string> outputs)
    {
        Assert.Contains($"{secrets.Length} secrets: {secrets[0].Path}:{secrets[0].Line} ({secrets[0].Kind})", outputs["text"], StringComparison.Ordinal);
        Assert.Contains($"`{secrets[0].Path}:{secrets[0].Line}`: {secrets[0].Kind}", outputs["markdown"], StringComparison.Ordinal);
        Assert.Contains($"- and {secrets.Length - 100} more", outputs["markdown"], StringComparison.Ordinal);
        Assert.All(secrets, secret => Assert.Contains($"{secret.Path}:{secret.Line}</code> {secret.Kind}", outputs["html"], StringComparison.Ordinal));
        Assert.All(secrets.CountBy(secret => secret.Kind), kind => Assert.Equal(kind.Value, outputs["sarif"].Split($"A secret ({kind.Key}) was masked.").Length - 1));
        Assert.All(secrets.CountBy(secret => secret.Kind), kind => Assert.Equal(kind.Value, outputs["json"].Split($"\"kind\": \"{kind.Key}\"").Length - 1));
    }

    /// <summary>A sample whose file's name matters has a file of its own.</summary>
    private static (ListedFiles Files, List<ReportMasked> Expected) Submission()
    {
        var files = new ListedFiles();
        var expected = new List<ReportMasked>();
        for (var i = 0; i < Samples.Count; i++)
        {
            var sample = Samples[i];
            var isQuoted = sample.Path.EndsWith(".txt", StringComparison.Ordinal);
            var path = isQuoted ? $"src/meter{i:D3}.ts" : $"config{i:D3}/{sample.Path}";
            files.Add(path, Encoding.UTF8.GetBytes(isQuoted ? Before + sample.Text + After : sample.Text));
            expected.Add(new ReportMasked(sample.Kind!, path, sample.Line + (isQuoted ? Before.Count(character => character == '\n') : 0)));
        }

        return (files, expected);
    }

    /// <summary>What no format escapes.</summary>
    [GeneratedRegex("[A-Za-z0-9]+")]
    private static partial Regex Pieces();

    private sealed class Listener(List<string> told) : IProgress<ProgressEvent>
    {
        public void Report(ProgressEvent value) => told.Add($"{value.Type} {value.Data}");
    }
}
