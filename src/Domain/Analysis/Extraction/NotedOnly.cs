using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Branches in which all that is done about their case is a message at the level of information or below: a mention with the target <c>noted-only</c>, its text that of the case. Tags:
/// <c>difference</c> for what a comparison of totals found, <c>rejection</c> for a provider's report of usage that it did not take.
/// </summary>
internal sealed class NotedOnly : Recogniser
{
    private static readonly string[] Differences = ["difference", "differences", "diff", "diffs", "mismatch", "mismatches", "discrepancy", "discrepancies", "drift", "deviation", "deviations", "delta", "deltas", "unreconciled"];

    public override void Statement(Statement statement, Moment moment)
    {
        switch (statement)
        {
            case IfStatement branch when moment.IsAboutMetering:
                Note(branch.Condition, branch.Then, branch.Else is null, moment);
                break;
            case SwitchStatement choice:
                foreach (var each in choice.Cases)
                {
                    foreach (var label in each.Labels) Note(label, each.Body, false, moment);
                }

                break;
        }
    }

    private static void Note(Expression condition, Statement body, bool isAlone, Moment moment)
    {
        var text = Snippet.Of(moment.Tree.File.Text, condition.Span, 120);
        var tag = IsRejection(text) ? "rejection" : isAlone && Words.Of(text).Overlaps(Differences) ? "difference" : null;
        if (tag is null || LoggedIn(body, moment) is not { } log) return;
        moment.Facts.Add(moment.Site(SiteKind.Mention, log, text) with { Target = "noted-only", Tags = [tag] });
    }

    private static bool IsRejection(string text) => text.Contains("v1.billing.meter.error_report_triggered", StringComparison.Ordinal) || text.Contains("BillingMeterErrorReportTriggered", StringComparison.Ordinal)
        || text.Contains("v1.billing.meter.no_meter_found", StringComparison.Ordinal) || text.Contains("BillingMeterNoMeterFound", StringComparison.Ordinal)
        || text.Contains("events.errors", StringComparison.Ordinal) || text.Contains("event.error\"", StringComparison.Ordinal) || text.Contains("event.error'", StringComparison.Ordinal);

    /// <summary>The first message, where there are messages at a low level only, and nothing else but leaving the branch.</summary>
    private static CallExpression? LoggedIn(Statement body, Moment moment)
    {
        CallExpression? first = null;
        foreach (var statement in body is Block block ? block.Statements : [body])
        {
            switch (statement)
            {
                case JumpStatement:
                case ReturnStatement { Value: null }:
                    break;
                case ExpressionStatement { Expression: var expression } when Bare(expression) is CallExpression { IsNew: false } call && Logs.LevelOf(Callee.Of(call.Callee), call) is "info" or "debug":
                    first ??= call;
                    break;
                default:
                    return null;
            }
        }

        return first;
    }

    private static Expression Bare(Expression expression) => expression is AwaitExpression await ? await.Operand : expression;
}
