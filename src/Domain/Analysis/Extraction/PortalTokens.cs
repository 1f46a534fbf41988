using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Tokens and sessions that are asked for so that a browser may see usage or bills at the provider itself: OpenMeter's portal, Stripe's billing portal, embedded dashboards. A
/// mention with the target <c>portal-token</c>; fields: what it is asked for.
/// </summary>
internal sealed class PortalTokens : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || call.Arguments.IsEmpty || !callee.Mentions("portal") && !callee.Mentions("dashboard") && !callee.Mentions("embed")) return;
        var words = callee.Words;
        if (!words.Overlaps(["create", "issue", "mint", "generate", "get", "open"]) || !words.Overlaps(["token", "tokens", "session", "sessions", "url", "embeddable", "dashboards"])) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, call, callee.Path) with
        {
            Target = "portal-token",
            Fields = moment.FieldsOf(call.Arguments.Take(6).Select((argument, index) => argument with { Name = argument.Name ?? (argument.Value is ObjectExpression ? null : $"{index}") })),
        });
    }
}
