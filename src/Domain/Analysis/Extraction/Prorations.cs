using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Changes of subscriptions that say how the provider prorates them. A mention with the target <c>proration</c>; field <c>behavior</c>.</summary>
internal sealed class Prorations : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            if (Says(argument)) Note(argument, call, callee, moment);
            if (argument.Value is not ObjectExpression options) continue;
            foreach (var entry in options.Entries)
            {
                if (Says(entry)) Note(entry, call, callee, moment);
            }
        }
    }

    private static bool Says(Argument argument) => argument.Name is "proration_behavior" or "prorationBehavior" or "ProrationBehavior";

    private static void Note(Argument behavior, CallExpression call, Callee callee, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, call, callee.Path) with
    {
        Target = "proration",
        Fields = [new FieldFact("behavior", moment.LinesOf(behavior.Value), moment.Trace(behavior.Value))],
    });
}
