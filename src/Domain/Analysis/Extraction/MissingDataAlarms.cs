using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Alarms on too little of something that take it for fine when nothing is reported at all, as CloudWatch knows them: CDK, its API, in any language. A mention with the target
/// <c>silence-is-fine</c>; with the tag <c>breaching</c>, silence raises the alarm. Field <c>watched</c>: what the alarm is about.
/// </summary>
internal sealed class MissingDataAlarms : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is not ("Alarm" or "createAlarm" or "create_alarm" or "put_metric_alarm" or "putMetricAlarm" or "PutMetricAlarmCommand" or "PutMetricAlarmAsync" or "PutMetricAlarmRequest" or "CfnAlarm" or "MetricAlarm" or "AlarmProps")) return;
        Expression? missing = null;
        Expression? comparison = null;
        foreach (var argument in call.Arguments)
        {
            Take(argument);
            if (Moment.EntriesOf(moment.Resolve(argument.Value)) is not { } entries) continue;
            foreach (var entry in entries) Take(entry);
        }

        if (missing is null || comparison is null || !moment.TextOf(comparison).Contains("less", StringComparison.OrdinalIgnoreCase)) return;
        var text = Snippet.Of(moment.Tree.File.Text, call.Span, 1_200);
        moment.Facts.Add(moment.Site(SiteKind.Mention, missing, moment.TextOf(missing)) with
        {
            Target = "silence-is-fine",
            Tags = Words.Of(moment.TextOf(missing)) is var said && (said.Contains("not") || said.Contains("ignore") || said.Contains("notbreaching")) ? [] : said.Contains("breaching") ? ["breaching"] : ["missing"],
            Fields = [new FieldFact("watched", moment.LinesOf(call), new Value { Text = text.Length > 80 ? text[..80] : text, Words = [.. Words.Of(text)] })],
        });

        void Take(Argument entry)
        {
            if (entry.Name is "treatMissingData" or "treat_missing_data" or "TreatMissingData") missing = entry.Value;
            else if (entry.Name is "comparisonOperator" or "comparison_operator" or "ComparisonOperator") comparison = entry.Value;
        }
    }
}
