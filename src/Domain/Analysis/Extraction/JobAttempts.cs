using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>How often BullMQ tries a job that fails, which is once unless <c>attempts</c> says otherwise: a mention with the target <c>job-attempts</c> and the field <c>attempts</c>.</summary>
internal sealed class JobAttempts : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is not ("Queue" or "add" or "addBulk" or "registerQueue" or "registerQueueAsync" or "upsertJobScheduler")) return;
        // Few of the calls of these names are given options; nothing else is traced.
        var given = call.Arguments.Where(argument => Moment.EntriesOf(moment.Resolve(argument.Value)) is not null);
        var attempts = moment.FieldsOf(given.Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })).FirstOrDefault(field => field.Name.EndsWith(".attempts", StringComparison.Ordinal));
        if (attempts is not null) moment.Facts.Add(moment.Site(SiteKind.Mention, call, callee.Path) with { Target = "job-attempts", Fields = [attempts with { Name = "attempts" }] });
    }
}
