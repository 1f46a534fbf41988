using System.Collections.Immutable;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis;

/// <summary>Says in a sentence what kind of program was submitted, as far as metering goes.</summary>
internal static class Architecture
{
    public static ImmutableArray<string> Providers(SubmissionFacts facts) =>
    [
        .. facts.Sends.Select(send => NameOf(send.Site.Provider)).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal),
    ];

    public static string NameOf(string? provider) => provider switch
    {
        "stripe" => "Stripe Meters",
        "orb" => "Orb",
        "metronome" => "Metronome",
        "lago" => "Lago",
        "openmeter" => "OpenMeter",
        _ => "",
    };

    public static string Of(SubmissionFacts facts)
    {
        var sends = facts.Sends.Concat(facts.IndirectSends.Select(send => send.Call)).ToList();
        var kinds = sends.SelectMany(send => facts.EntriesOf(send.Function)).Select(entry => entry.Fact.Entry).ToHashSet();
        var origins = new List<string>();
        if (kinds.Contains(EntryKind.Route)) origins.Add("request handlers");
        if (kinds.Contains(EntryKind.Consumer)) origins.Add("queue consumers");
        if (kinds.Contains(EntryKind.Schedule)) origins.Add("scheduled jobs");
        if (kinds.Contains(EntryKind.Webhook)) origins.Add("webhooks");
        var providers = Providers(facts);
        var target = providers.IsEmpty ? "an own metering pipeline" : string.Join(" and ", providers);
        if (facts.Sends.Any())
        {
            var from = origins.Count == 0 ? "code whose start is not shown" : Joined(origins);
            return $"Usage events go to {target} from {from}{Via(facts)}.";
        }

        return facts.Of(SiteKind.Write).Any() || facts.Of(SiteKind.Publish).Any()
            ? $"An own pipeline records usage{Via(facts)}; no send to a billing provider is shown."
            : "No metering pipeline is shown.";
    }

    private static string Via(SubmissionFacts facts)
    {
        var means = new List<string>();
        if (facts.Of(SiteKind.Publish).Any()) means.Add("a queue");
        if (facts.Of(SiteKind.Write).Any(site => site.Site.Target is not null)) means.Add("a store");
        return means.Count == 0 ? "" : $", through {Joined(means)}";
    }

    private static string Joined(List<string> parts) => parts.Count switch
    {
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
    };
}
