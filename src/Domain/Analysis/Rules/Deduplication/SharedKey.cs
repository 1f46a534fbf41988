using Claudit.Analysis.Facts;
using Claudit.Findings;

namespace Claudit.Analysis.Rules.Deduplication;

internal sealed class SharedKey : Rule
{
    public override RuleInfo Info { get; } = new()
    {
        Id = "deduplication/shared-key",
        Check = "key-construction",
        Title = "Two different events of one use carry the same idempotency key",
        Severity = Severity.Critical,
        Confidence = Confidence.Likely,
        Classification = Classification.Vulnerability,
        Description = "One use is reported to two meters, and both events are sent under the same key. The provider knows events by their key alone, so it takes the second for a repetition of the first.",
        Remediation = "Add the meter to the key of each event.",
        Why = "The second event is accepted and dropped without an error: a whole meter is never billed.",
        Wrong = "[\n  { transaction_id: call.id, event_type: 'input_tokens', … },\n  { transaction_id: call.id, event_type: 'output_tokens', … },\n]",
        Right = "[\n  { transaction_id: `${call.id}:input`, event_type: 'input_tokens', … },\n  { transaction_id: `${call.id}:output`, event_type: 'output_tokens', … },\n]",
    };

    public override IEnumerable<Match> Check(SubmissionFacts facts)
    {
        foreach (var group in facts.Of(SiteKind.Mention).Where(mention => mention.Site.Target == "event-object").GroupBy(mention => (mention.Function, mention.Site.Field("key")!.Text)))
        {
            var events = group.ToList();
            var first = events[0];
            if (first.Site.Field("key") is not { } key || (key.Has(Traits.Random) && key.Text.Contains('(', StringComparison.Ordinal))) continue;
            var other = events.Find(each => each.Site.Field("kind")!.Literal != first.Site.Field("kind")!.Literal && !AreAlternatives(first, each));
            if (other.File is null) continue;
            yield return Match.Defect(other, $"The events `{first.Site.Field("kind")!.Literal}` and `{other.Site.Field("kind")!.Literal}` are both sent under `{key.Text}`: the provider takes the second for a repetition of the first and drops it.", first.Location,
                first.At(first.Site.Fields.First(field => field.Name == "key").Lines));
        }
    }

    /// <summary>Whether only one of two is reached: they stand on branches.</summary>
    private static bool AreAlternatives(LinkedSite one, LinkedSite other) => one.Site.Conditions.Length > 0 && other.Site.Conditions.Length > 0 && !one.Site.Conditions.SequenceEqual(other.Site.Conditions);
}
