using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Functions that are handed over by name to be run beside their caller: <c>pool.submit(report, usage)</c>. A call of them that nobody waits for.</summary>
internal sealed class Handoffs : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is "setTimeout" or "setInterval" || use.Outcome is Outcome.Awaited or Outcome.Returned) return;
        if (Callbacks.KindOf(callee, call) != CallbackKind.Detaches || call.Arguments.IsEmpty) return;
        var handed = call.Arguments.FirstOrDefault(argument => argument.Name is "target" or "func");
        var function = handed.Value ?? call.Arguments.FirstOrDefault(argument => argument.Value is NameExpression or MemberExpression).Value;
        if (function is not (NameExpression or MemberExpression)) return;
        var site = moment.Site(SiteKind.Call, call, Callee.PathOf(function, 6));
        moment.Facts.Add(site with
        {
            Target = Callee.Of(function).Last,
            // A future in a variable may still be waited for.
            Outcome = callee.Last == "submit" && use.Variable is not null ? Outcome.Kept : Outcome.Dropped,
            Result = use.Variable,
            Within = site.Within | Surroundings.Detached,
            Tags = ["handed"],
            Fields = [.. call.Arguments.Where(argument => argument.Value != function).Take(12).Select((argument, index) =>
                new FieldFact(argument.Name ?? $"{index}", moment.LinesOf(argument.Value), moment.Trace(argument.Value)))],
        });
    }
}
