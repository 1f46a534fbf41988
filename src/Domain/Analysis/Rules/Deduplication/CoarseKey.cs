using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class CoarseKey : Rule
{
    private static readonly string[] SummaryWords =
        ["total", "totals", "daily", "hourly", "monthly", "rollup", "aggregate", "aggregated", "sum", "summary", "window", "period", "bucket", "batch", "summed", "day", "hour"];

    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/coarse-key",
        Check = "key-construction",
        Title = "The idempotency key is the same for different usage",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "Nothing in the key tells one use from the next. The provider takes the second for a repetition of the first and drops it without a word.",
        Remediation = "Add what identifies the single use: the id of its request, row or message, or a sequence number.",
        Why = "Dropped duplicates raise no error: the usage is delivered, accepted and never charged.",
        Wrong = "await meter.record({ id: `${customerId}:${today}`, units });",
        Right = "await meter.record({ id: `${customerId}:${request.id}`, units });",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var send in facts.Events)
        {
            if (EventKey.Of(send) is not { } key) continue;
            foreach (var (where, whole, parts) in EventKey.Compositions(facts, send, key))
            {
                var kinds = parts.Select(KeyParts.Of).ToList();
                if (whole.HasAny(Traits.Random | Traits.Attempt | Traits.Position)) continue;
                if (kinds.Contains(KeyPart.Distinct))
                {
                    if (!whole.Has(Traits.Clock)) yield return Match.Fulfilled(send, $"The key `{whole.Text}` is built from what identifies the use.");
                }
                else if (!kinds.Contains(KeyPart.Window) ? IsShared(kinds) : IsSharedByDay(facts, send, parts))
                {
                    yield return Match.Defect(
                        send,
                        $"`{key.Name}` is `{whole.Text}`, in which nothing tells one use from the next: the provider takes all but the first for repetitions and drops them.",
                        send.At(key.Lines),
                        where.At(where.Site.Lines));
                    break;
                }
                else if (kinds.Contains(KeyPart.Customer) && kinds.Contains(KeyPart.Window))
                {
                    yield return Match.Fulfilled(send, $"The key `{whole.Text}` names customer and window, of which there is one event.");
                }
            }
        }
    }

    private static bool IsShared(List<KeyPart> kinds) => kinds.Contains(KeyPart.Customer) || kinds.Contains(KeyPart.Kind) || kinds.TrueForAll(kind => kind == KeyPart.Constant);

    /// <summary>Whether the event is one use, rather than the sum of a window: then a key of customer and window swallows the second use in it.</summary>
    private static bool IsSharedByDay(SubmissionFacts facts, LinkedSite send, ImmutableArray<Value> parts)
    {
        if (!parts.Any(part => KeyParts.Of(part) == KeyPart.Window && (part.HasAny(Traits.Clock | Traits.Truncated) || part.SpeaksAny("today", "now")))) return false;
        var entries = facts.EntriesOf(send.Function).Select(entry => entry.Fact.Entry).ToList();
        if (entries.Contains(EntryKind.Schedule)) return false;
        if (entries.Exists(entry => entry is EntryKind.Route or EntryKind.Consumer or EntryKind.Webhook)) return true;
        var name = send.Function.Fact.Name + " " + string.Join(' ', send.Function.Fact.Parameters);
        return !send.Function.IsTopLevel && send.Function.Fact.Parameters.Length > 0
            && !Extraction.Words.Of(name).Overlaps(SummaryWords)
            && !send.Site.Fields.Any(field => field.Value.Has(Traits.Fetched) || field.Value.SpeaksAny("sum", "total"));
    }
}
