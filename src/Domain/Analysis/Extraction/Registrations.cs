using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Functions that are registered by name to be started from outside: <c>app.post('/x', record)</c>. Target: the function's name; tag: the
/// kind of start. Linking carries it to the function, in whichever file that is.
/// </summary>
internal sealed class Registrations : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            switch (argument.Value)
            {
                case NameExpression or MemberExpression:
                    Note(null, argument.Value, call, callee, moment);
                    break;
                case CallExpression { Callee: MemberExpression { Name: "bind" } bound }:
                    Note(null, bound.Target, call, callee, moment);
                    break;
                case ObjectExpression options:
                    foreach (var entry in options.Entries)
                    {
                        if (entry.Value is NameExpression or MemberExpression) Note(entry.Name, entry.Value, call, callee, moment);
                    }

                    break;
            }
        }
    }

    private static void Note(string? key, Expression handler, CallExpression call, Callee callee, Moment moment)
    {
        var entry = Entries.OfHandler(key, call, callee, moment);
        if (entry.Kind == EntryKind.None) return;
        moment.Facts.Add(moment.Site(SiteKind.Register, call, entry.Text ?? callee.Path) with
        {
            Target = Callee.Of(handler).Last,
            Tags = [entry.Kind.ToString()],
        });
    }
}
