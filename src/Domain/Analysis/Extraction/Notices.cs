using System.Buffers;
using System.Collections.Frozen;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>A person or another team's system is told. Tags: <c>errors</c> (an error tracker), <c>page</c> (pager or chat), <c>mail</c>, <c>heartbeat</c> (a monitor that misses a sign of life).</summary>
internal sealed class Notices : Recogniser
{
    private static readonly FrozenSet<string> Pagers = new[]
    {
        "slack", "pager", "pagerduty", "opsgenie", "alert", "alerts", "alerting", "alerter", "oncall", "incident", "incidents", "teams", "discord", "notifier", "victorops", "alertmanager", "alarm", "alarms", "pagers",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Mailers = new[] { "mailer", "mail", "email", "emails", "mails", "sendgrid", "sgmail", "postmark", "resend", "mailgun", "smtp", "ses", "transporter" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Looking for a part is cheaper than to take names apart.</summary>
    private static readonly SearchValues<string> Told = SearchValues.Create([.. Pagers, .. Mailers, "page"], StringComparison.OrdinalIgnoreCase);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || TagOf(callee, call, moment) is not { } tag) return;
        moment.Facts.Add(moment.Site(SiteKind.Notify, call, callee.Path) with
        {
            Target = call.Arguments is [{ Value: var first }, ..] ? moment.Trace(first).Literal : null,
            Tags = [tag],
            Fields = moment.FieldsOf(call.Arguments.Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })),
            Outcome = use.Outcome,
        });
    }

    private static string? TagOf(Callee callee, CallExpression call, Moment moment)
    {
        switch (callee.Last)
        {
            case "captureException" or "captureMessage" or "capture_exception" or "capture_message" or "CaptureException" or "CaptureMessage" or "recordException" or "noticeError" or "notice_error"
                or "TrackException" or "trackException" or "reportException" or "report_exception":
                return "errors";
            case "sendMail" or "send_mail" or "sendEmail" or "send_email" or "SendMailAsync" or "SendEmailAsync" or "SendEmailCommand":
                return "mail";
            case "captureCheckIn" or "capture_checkin" or "heartbeat" or "heartBeat" or "pingHealthcheck" or "checkIn":
                return "heartbeat";
            case "fetch" or "post" or "get" or "PostAsJsonAsync" or "PostAsync" or "GetAsync" or "urlopen":
                return OfUrl(call, moment);
        }

        if (callee.Last is "error" or "info" or "warn" or "log" or "debug" or "warning" or "exception" || !callee.Mentions(Told)) return null;
        var words = callee.Words;
        if (call.Callee is MemberExpression && words.Overlaps(Mailers) && Words.Of(callee.Last).Overlaps(["send", "deliver"])) return "mail";
        if (callee.Last is "page" or "Page" or "PageAsync" && call.Arguments is [{ Value: LiteralExpression or TemplateExpression }, ..] && call.Callee is NameExpression) return "page";
        if (!words.Overlaps(Pagers)) return null;
        // What only reads or defines an alert tells nobody.
        return Words.Of(callee.Last).Overlaps(["list", "get", "create", "find", "query", "load", "fetch", "delete", "retrieve", "on", "filter", "map", "push", "append"]) && !callee.Last.Contains("ncident", StringComparison.Ordinal)
            ? null : "page";
    }

    private static string? OfUrl(CallExpression call, Moment moment)
    {
        if (call.Arguments.IsEmpty) return null;
        var words = moment.Trace(call.Arguments[0].Value);
        if (words.SpeaksAny("slack", "pagerduty", "opsgenie", "alert", "alerts", "alertmanager", "discord")) return "page";
        return words.SpeaksAny("healthchecks", "healthcheck", "betteruptime", "uptime", "heartbeats", "heartbeat", "cronitor", "deadman", "snitch", "hc") ? "heartbeat" : null;
    }
}
