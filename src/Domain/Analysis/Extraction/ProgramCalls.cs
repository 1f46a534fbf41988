using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Calls of the program's own functions, as far as metering may depend on them: those whose name speaks of it, and those of functions that
/// this file defines. Linking finds the function. Tag <c>async</c>: the language makes the call asynchronous if its function is.
/// </summary>
internal sealed class ProgramCalls : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || callee.Last.Length < 2) return;
        if (callee.Last is "map" or "forEach" or "flatMap" or "Select" or "ForEach" or "for_each" or "mapSeries" or "ForEachAsync") NoteEach(call, moment);
        if (!moment.Defines(callee.Last) && !SpeaksOfMetering(callee.Last)) return;
        moment.Facts.Add(moment.Site(SiteKind.Call, call, callee.Path) with
        {
            Target = callee.Last,
            Outcome = use.Outcome,
            Result = use.Variable,
            Fields = moment.FieldsOf(call.Arguments.Take(12).Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })),
            Tags = moment.Tree.File.Language is Language.CSharp && callee.Last.EndsWith("Async", StringComparison.Ordinal) ? ["async"] : [],
        });
    }

    /// <summary>A function that is named, to be called for each item: <c>accounts.map(notify)</c>.</summary>
    private static void NoteEach(CallExpression call, Moment moment)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is not NameExpression { Name: var name } || !moment.Defines(name)) continue;
            var site = moment.Site(SiteKind.Call, argument.Value, name);
            moment.Facts.Add(site with { Target = name, Outcome = Outcome.Kept, Within = site.Within | Surroundings.Loop });
        }
    }

    private static bool SpeaksOfMetering(string name)
    {
        var words = Words.Of(name);
        return words.Overlaps(Vocabulary.Usage) || words.Overlaps(Vocabulary.Billing) || words.Overlaps(Verbs);
    }

    private static readonly HashSet<string> Verbs = new(StringComparer.Ordinal)
    {
        "track", "record", "emit", "report", "flush", "ingest", "publish", "enqueue", "key", "limit", "limits", "entitlement", "entitled", "reconcile", "alert", "notify",
        "dedupe", "idempotency", "period", "consume", "reserve", "settle", "spend", "release", "hold", "refund", "deduct", "debit", "allowance", "balance",
    };
}
