using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Functions that are handed over by name to be run beside their caller: <c>pool.submit(report, usage)</c>. A call of them that nobody waits for.</summary>
internal sealed class Handoffs : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (use.Outcome is Outcome.Awaited or Outcome.Returned || call.Arguments.IsEmpty) return;
        if (callee.Last is not ("create_task" or "ensure_future" or "run_in_executor" or "add_task" or "submit" or "Thread" or "run_coroutine_threadsafe" or "spawn" or "setImmediate" or "queueMicrotask"
            or "nextTick" or "Run" or "StartNew" or "QueueUserWorkItem" or "FireAndForget" or "fireAndForget" or "SafeFireAndForget")
            || Callbacks.KindOf(callee, call) != CallbackKind.Detaches)
        {
            return;
        }

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
