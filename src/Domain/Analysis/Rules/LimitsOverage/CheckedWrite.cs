using Claudit.Analysis.Facts;

namespace Claudit.Analysis.Rules.LimitsOverage;

/// <summary>A check of a limit, and the write that it should have been one with.</summary>
/// <param name="Write">In the function of the check, or in one that asks it.</param>
/// <param name="IsSame">Whether both stand in one function.</param>
internal readonly record struct CheckedWrite(LinkedSite Compare, LinkedSite Write, bool IsSame)
{
    /// <summary>Whether a write changes the value by the key that was read before the check, whatever the key is.</summary>
    public static bool IsOfRead(SubmissionFacts facts, LinkedSite compare, LinkedSite write) =>
        write.Site.Kind == SiteKind.Write && write.Site.Is("key") && (write.Site.Is("increment") || write.Site.Is("overwrite")) && write.Site.Field("key") is { } key
        && write.Function.Equals(compare.Function)
        && facts.In(compare.Function, SiteKind.Read).Any(read => read.Site.Offset < write.Site.Offset && read.Site.Lines.First <= compare.Site.Lines.Last && read.Site.Field("key")?.Text == key.Text);

    /// <summary>Whether a write adds a row to the table whose sum was read before the check.</summary>
    private static bool IsOfSum(SubmissionFacts facts, LinkedSite site, LinkedSite write) =>
        write.Site.Kind == SiteKind.Write && write.Site.Is("insert") && write.Site.Target is { } table
        && facts.In(site.Function, SiteKind.Read).Any(read => read.Site.Offset < site.Site.Offset && read.Site.HasAnyTag("sum", "count") && string.Equals(read.Site.Target, table, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first write of <paramref name="touches"/> that follows each check, where nothing keeps another request out between the two.</summary>
    public static IEnumerable<CheckedWrite> Of(SubmissionFacts facts, Func<LinkedSite, bool> touches)
    {
        foreach (var compare in LimitCheck.Deciding(facts))
        {
            if (compare.Site.Is("memory") || !LimitCheck.IsRead(compare) || LimitCheck.IsExclusive(facts, compare) || LimitCheck.IsCounted(facts, compare)) continue;
            if (Follows(facts, compare, touches) is { } own)
            {
                if (!UsageStore.IsConditional(own.Site)) yield return new(compare, own, true);
                continue;
            }

            foreach (var call in facts.Callers(compare.Function))
            {
                if (call.Function.Equals(compare.Function) || LimitCheck.IsExclusive(facts, call)) continue;
                if (Follows(facts, call, touches) is not { } write || UsageStore.IsConditional(write.Site)) continue;
                yield return new(compare, write, false);
                break;
            }
        }
    }

    private static LinkedSite? Follows(SubmissionFacts facts, LinkedSite site, Func<LinkedSite, bool> touches)
    {
        foreach (var next in facts.In(site.Function))
        {
            if (next.Site.Offset <= site.Site.Offset || (next.Site.Within & Surroundings.Catch) != 0 || !(touches(next) || IsOfRead(facts, site, next) || IsOfSum(facts, site, next))) continue;
            // A function that writes in one conditional statement is no race.
            if (next.Site.Kind == SiteKind.Call && facts.Callees(next).SelectMany(callee => facts.In(callee, SiteKind.Write)).Any(write => UsageStore.IsConditional(write.Site))) continue;
            return next;
        }

        return null;
    }
}
