using System.Text;
using Claudit.Audits;
using Claudit.Submissions;

namespace Claudit.Canary;

/// <summary>Code with two markers: one that no finding quotes, and one in the middle of a defect.</summary>
internal static class CanaryCode
{
    public const string Hidden = "canaryHidden5c1e77d0";
    public const string Quoted = "canaryQuoted93ab41f2";

    /// <summary>The first file has both, and the others the hidden one.</summary>
    public static readonly (string Path, string Content)[] Files =
    [
        ("src/meter.ts", $$"""
            import Stripe from 'stripe';
            import { randomUUID } from 'node:crypto';

            // {{Hidden}} in a comment, and below in a name and in a text.
            export function {{Hidden}}(value: number) {
              return `${value} {{Hidden}}`;
            }

            export async function report(stripe: Stripe, customer: string, tokens: number) {
              for (let attempt = 0; attempt < 4; attempt++) {
                try {
                  return await stripe.billing.meterEvents.create({
                    event_name: '{{Quoted}}',
                    identifier: randomUUID(),
                    payload: { stripe_customer_id: customer, value: String(tokens) },
                  });
                } catch (error) {
                  if (attempt === 3) throw error;
                }
              }
            }

            """),
        ("src/notes.py", $"# {Hidden}\n{Hidden} = '{Hidden}'\n"),
        ("docs/notes.md", $"About {Hidden}.\n"),
    ];

    /// <summary>It as a reader gives it to an admission.</summary>
    public static ReadSubmission Submission => async (take, cancel) =>
    {
        var files = new ListedFiles();
        foreach (var (path, content) in Files) files.Add(path, Encoding.UTF8.GetBytes(content));
        return await SubmissionReading.With(new SubmissionReader(files, new SubmissionLimits()))(take, cancel);
    };
}
