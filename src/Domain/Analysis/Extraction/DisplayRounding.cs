using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Cells of a row that are rounded to some digits: <c>[row.id, row.quantity.toFixed(2)]</c>. A calculation with the tag <c>display-rounded</c>; field <c>value</c>: what is rounded.</summary>
internal sealed class DisplayRounding : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || !moment.IsAboutMetering || ValueOf(call, callee, moment.Tree.File.Language) is not { } value || use.Outcome == Outcome.Dropped) return;
        moment.Facts.Add(moment.Site(SiteKind.Calculate, call, moment.TextOf(call)) with { Tags = ["display-rounded"], Fields = [new FieldFact("value", moment.LinesOf(value), moment.Trace(value))] });
    }

    private static Expression? ValueOf(CallExpression call, Callee callee, Language language) => callee.Last switch
    {
        "toFixed" or "toPrecision" when call is { Callee: MemberExpression member, Arguments: [{ Value: LiteralExpression { Value: not "0" } }] } => member.Target,
        "round" when language == Language.Python && call is { Callee: NameExpression, Arguments: [{ Value: var value }, { Value: LiteralExpression }] } => value,
        "Round" when call.Arguments is [{ Value: var value }, { Value: LiteralExpression { Kind: LiteralKind.Number } }, ..] => value,
        "ToString" when call is { Callee: MemberExpression member, Arguments: [{ Value: LiteralExpression { Value: "F1" or "F2" or "F3" or "N1" or "N2" or "0.0" or "0.00" or "0.##" } }, ..] } => member.Target,
        _ => null,
    };
}
