using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis;

/// <summary>Finds where the fields of an event stand that a send is handed whole.</summary>
internal static class UsageEvents
{
    private static readonly string[] Holders = ["events.", "event.", "usage.", "body.", "params."];

    /// <summary>A send that shows its fields is its own event. One that does not is the events that it is handed, or itself when none is shown.</summary>
    public static IEnumerable<LinkedSite> Of(SubmissionFacts facts, LinkedSite send)
    {
        if (!send.Site.Is("wrapped")) return [send];
        var events = Handed(facts, send, send.Site.Tags, 2).Take(12).ToList();
        return events.Count > 0 ? events : [send];
    }

    private static IEnumerable<LinkedSite> Handed(SubmissionFacts facts, LinkedSite send, ImmutableArray<string> makers, int distance)
    {
        foreach (var maker in makers)
        {
            if (maker.StartsWith("built:", StringComparison.Ordinal))
            {
                foreach (var built in BuiltBy(facts, send, maker[6..], isAnew: false)) yield return built;
            }
            else if (maker.StartsWith("rebuilt:", StringComparison.Ordinal))
            {
                foreach (var built in BuiltBy(facts, send, maker[8..], isAnew: true)) yield return built;
            }
            else if (maker.StartsWith("given:", StringComparison.Ordinal))
            {
                foreach (var given in GivenTo(facts, send, maker[6..], distance)) yield return given;
            }
        }
    }

    private static IEnumerable<LinkedSite> BuiltBy(SubmissionFacts facts, LinkedSite send, string name, bool isAnew) =>
        from builder in facts.Callees(send with { Site = send.Site with { Target = name } })
        where !builder.Fact.Builds.IsEmpty
        let fields = builder.Fact.Builds.Select(field => isAnew && field.Value.Born > 0 ? field with { Value = field.Value with { BornInUnit = true } } : field).ToImmutableArray()
        select new LinkedSite(builder.File, Open(send.Site) with
        {
            Function = builder.Index,
            Lines = new(fields.Min(field => field.Lines.First), fields.Max(field => field.Lines.Last)),
            Fields = fields,
        });

    /// <summary>What callers give for a parameter of the function around a send.</summary>
    private static IEnumerable<LinkedSite> GivenTo(SubmissionFacts facts, LinkedSite send, string parameter, int distance)
    {
        var function = send.Function.Fact;
        var position = function.Parameters.IndexOf(parameter);
        if (position < 0 || distance == 0) yield break;
        if (function.Parameters[0] is "self" or "cls") position--;
        foreach (var call in facts.Callers(send.Function))
        {
            var given = call.Site.Field(parameter) ?? call.Site.Field($"{position}");
            var fields = FieldsUnder(call.Site, parameter, $"{position}");
            var handed = Open(send.Site) with
            {
                Function = call.Site.Function,
                Lines = call.Site.Lines,
                Offset = call.Site.Offset,
                Outcome = call.Site.Outcome,
                RetryLines = call.Site.RetryLines,
                Within = call.Site.Within,
                Conditions = call.Site.Conditions,
                Fields = fields,
            };
            if (fields.Any(field => EventShapes.IsTelling(field.Name))) yield return new LinkedSite(call.File, handed);
            else if (given is not null)
            {
                var makers = given.Calls.Select(name => $"built:{name}").Concat(given.Parameters.Select(name => $"given:{name}")).ToImmutableArray();
                foreach (var further in Handed(facts, new LinkedSite(call.File, handed), makers, distance - 1)) yield return further;
            }
        }
    }

    private static ImmutableArray<FieldFact> FieldsUnder(Site call, params ReadOnlySpan<string> names)
    {
        var fields = ImmutableArray.CreateBuilder<FieldFact>();
        foreach (var field in call.Fields)
        {
            foreach (var name in names)
            {
                if (!field.Name.StartsWith(name + ".", StringComparison.Ordinal)) continue;
                var own = field.Name[(name.Length + 1)..];
                if (Array.Find(Holders, holder => own.StartsWith(holder, StringComparison.Ordinal)) is { } held) own = own[held.Length..];
                fields.Add(field with { Name = own });
                break;
            }
        }

        return fields.ToImmutable();
    }

    private static Site Open(Site send) => send with { Tags = [.. send.Tags.Where(tag => tag is not "wrapped" and not "open")] };
}
