using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Counters, gauges and histograms of a monitoring system. Target: the metric's name as far as it is shown. Tag <c>definition</c>: it is declared here,
/// and may be touched elsewhere.
/// </summary>
internal sealed class Metrics : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (Definition(call, callee, moment) is { } name)
        {
            moment.Facts.Add(moment.Site(SiteKind.Metric, call, callee.Path) with { Target = name, Tags = ["definition"], Outcome = use.Outcome, Result = use.Variable });
            return;
        }

        if (call.IsNew || !Touches(call, callee, moment)) return;
        var first = call.Arguments is [{ Value: var value }, ..] ? moment.Trace(value).Literal : null;
        var owner = callee.Path.LastIndexOf('.') is var dot && dot > 0 ? callee.Path[..dot] : callee.Path;
        moment.Facts.Add(moment.Site(SiteKind.Metric, call, callee.Path) with
        {
            Target = first is { Length: > 2 } && !first.Contains(' ', StringComparison.Ordinal) ? $"{owner} {first}" : owner,
            Fields = moment.FieldsOf(call.Arguments.Select((argument, index) => argument with { Name = argument.Name ?? $"{index}" })),
            Outcome = use.Outcome,
        });
    }

    private static string? Definition(CallExpression call, Callee callee, Moment moment)
    {
        switch (callee.Last)
        {
            case "Counter" or "Gauge" or "Histogram" or "Summary" when moment.Facts.Imports("prom-client", "prometheus_client", "Prometheus"):
            case "createCounter" or "createGauge" or "createHistogram" or "createUpDownCounter" or "createObservableGauge" or "create_counter" or "create_histogram" or "create_gauge"
                or "create_observable_gauge" or "create_up_down_counter" or "CreateCounter" or "CreateGauge" or "CreateHistogram" or "CreateObservableGauge" or "CreateUpDownCounter":
                return NameIn(call, moment) ?? callee.Last;
            default:
                return null;
        }
    }

    private static string? NameIn(CallExpression call, Moment moment)
    {
        if (call.Arguments.IsEmpty) return null;
        var first = call.Arguments[0];
        if (moment.Resolve(first.Value) is ObjectExpression options) return options.Entries.FirstOrDefault(entry => entry.Name == "name").Value is { } named ? moment.Trace(named).Literal : null;
        return moment.Trace(first.Value).Literal;
    }

    private static bool Touches(CallExpression call, Callee callee, Moment moment)
    {
        if (call.Callee is not MemberExpression { Target: var owner }) return false;
        switch (callee.Last)
        {
            case "inc" or "Inc" or "observe" or "Observe" or "IncTo" or "startTimer" or "NewTimer" or "set_to_current_time" or "SetToCurrentTimeUtc":
                return true;
            case "PutMetricDataCommand" or "putMetricData" or "put_metric_data" or "PutMetricDataAsync" or "addMetric" or "add_metric" or "putMetric" or "put_metric" or "TrackMetric" or "GetMetric":
                return true;
            case "send" when call.Arguments is [{ Value: CallExpression { IsNew: true } command }, ..]:
                return Callee.Of(command.Callee).Last == "PutMetricDataCommand";
            case "increment" or "incr" or "decrement" or "gauge" or "timing" or "histogram" or "distribution" or "count" or "set" or "add" or "Add" or "Set" or "record" or "Record" or "dec" or "Dec"
                or "Increment" or "Gauge" or "Counter" or "counter" or "Timer" or "emit" or "reset":
                return IsInstrument(owner, moment);
            default:
                return false;
        }
    }

    private static bool IsInstrument(Expression owner, Moment moment)
    {
        var words = Words.Of(Callee.PathOf(owner, 5));
        if (words.Overlaps(["metrics", "metric", "statsd", "stats", "prometheus", "datadog", "dogstatsd", "gauge", "histogram", "telemetry"])) return true;
        // A gauge of another file: unreported_age.set(seconds).
        if (owner is NameExpression && words.Overlaps(["age", "lag", "backlog"])) return true;
        var root = owner is CallExpression { Callee: MemberExpression { Name: "labels" or "WithLabels" or "Labels", Target: var labelled } } ? labelled : owner;
        if (root is CallExpression) root = owner;
        return moment.Resolve(root) is CallExpression made && Definition(made, Callee.Of(made.Callee), moment) is not null;
    }
}
