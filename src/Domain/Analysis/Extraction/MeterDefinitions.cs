using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Meters that code defines at a provider: a registration with the tag <c>meter</c> and how its events are put together (<c>sum</c>, <c>count</c>, <c>last</c>,
/// <c>max</c>, <c>unique</c>), and <c>windowed</c> when later events of an hour or day replace the earlier. Target: the name of its events.
/// </summary>
internal sealed class MeterDefinitions : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (!callee.Last.StartsWith("create", StringComparison.OrdinalIgnoreCase) && callee.Last is not "upsert" and not "new") return;
        if (!callee.Mentions("meter") && !callee.Mentions("metric")) return;
        var fields = moment.FieldsOf(call.Arguments);
        if (fields.Length == 0) return;
        var name = LiteralOf(fields, "eventname", "eventtype", "code", "slug");
        var function = LiteralOf(fields, "formula", "aggregationtype", "aggregation", "defaultaggregationformula");
        if (name is null || function is null) return;
        var kind = function.ToLowerInvariant() switch
        {
            var text when text.StartsWith("sum", StringComparison.Ordinal) => "sum",
            var text when text.StartsWith("count", StringComparison.Ordinal) => "count",
            var text when text.StartsWith("max", StringComparison.Ordinal) => "max",
            var text when text.StartsWith("last", StringComparison.Ordinal) || text.StartsWith("latest", StringComparison.Ordinal) => "last",
            var text when text.StartsWith("unique", StringComparison.Ordinal) => "unique",
            _ => "other",
        };
        moment.Facts.Add(moment.Site(SiteKind.Register, call, callee.Path) with
        {
            Target = name,
            Tags = LiteralOf(fields, "eventtimewindow") is "hour" or "day" ? ["meter", kind, "windowed"] : ["meter", kind],
            Fields = fields,
        });
    }

    private static string? LiteralOf(IEnumerable<FieldFact> fields, params ReadOnlySpan<string> names)
    {
        foreach (var field in fields)
        {
            var last = field.Name[(field.Name.LastIndexOf('.') + 1)..].Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
            if (names.Contains(last) && field.Value.Literal is { Length: > 0 } literal) return literal;
        }

        return null;
    }
}
