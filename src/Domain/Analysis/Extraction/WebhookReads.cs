using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Webhooks that are opened: their signature is verified, or their event is built from a request. A read with the tag <c>webhook</c>; the request handler
/// around it receives webhooks.
/// </summary>
internal sealed class WebhookReads : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        switch (callee.Last)
        {
            case "constructEvent" or "constructEventAsync" or "construct_event" or "ConstructEvent" or "parseEventNotification" or "parse_event_notification" or "parseThinEvent" or "parse_thin_event":
            case "unwrap" or "verifySignature" or "verify_signature" or "validateSignature" or "verifyHeader" when callee.Path.Contains("ebhook", StringComparison.Ordinal):
                break;
            default:
                return;
        }

        var provider = callee.Path.Contains("tripe", StringComparison.Ordinal) || callee.Last.StartsWith("construct", StringComparison.OrdinalIgnoreCase) || callee.Path.StartsWith("EventUtility", StringComparison.Ordinal) ? "stripe"
            : callee.Path.Contains("orb", StringComparison.OrdinalIgnoreCase) ? "orb"
            : callee.Path.Contains("lago", StringComparison.OrdinalIgnoreCase) ? "lago"
            : callee.Path.Contains("etronome", StringComparison.Ordinal) ? "metronome" : null;
        moment.Facts.Add(moment.Site(SiteKind.Read, call, callee.Path) with { Provider = provider, Tags = ["webhook"], Outcome = use.Outcome, Result = use.Variable });
        moment.Facts.Change(moment.Function.Index, function => function.Entry == EntryKind.Route ? function with { Entry = EntryKind.Webhook } : function);
    }
}
