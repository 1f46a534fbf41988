using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Usage events that stand in the code with their kind and key: a mention with the target <c>event-object</c>. Fields: <c>key</c>, <c>kind</c>.</summary>
internal sealed class SharedKeys : Recogniser
{
    public override void Object(ObjectExpression entries, Moment moment) => Note(entries, entries.Entries, moment);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.Arguments.Length >= 3 && call.Arguments[0].Name is not null) Note(call, call.Arguments, moment);
    }

    private static void Note(Expression node, IReadOnlyList<Argument> entries, Moment moment)
    {
        if (entries.Count is < 2 or > 30 || !entries.Any(entry => entry.Name is not null && IsKind(entry.Name) && entry.Value is LiteralExpression { Kind: LiteralKind.String })) return;
        var fields = moment.FieldsOf(entries);
        var kind = fields.FirstOrDefault(field => IsKind(field.Name) && field.Value.Literal is not null);
        var key = fields.LastOrDefault(field => IsKey(field.Name)) ?? (fields.Any(field => Folded(field.Name) is "subject" or "source" or "specversion") ? fields.LastOrDefault(field => field.Name is "id" or "Id") : null);
        if (kind is null || key is null) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, node, "event-object") with { Target = "event-object", Fields = [key with { Name = "key" }, kind with { Name = "kind" }] });
    }

    private static bool IsKind(string name) => name is [('e' or 'E' or 'c' or 'C' or 't' or 'T' or 'm' or 'M'), ..] && Folded(name) is "eventtype" or "eventname" or "code" or "type" or "meter" or "metric";

    private static bool IsKey(string name) => name is [('i' or 'I' or 't' or 'T' or 'd' or 'D'), ..] && Folded(name) is "idempotencykey" or "transactionid" or "identifier" or "dedupekey";

    private static string Folded(string name) => name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
