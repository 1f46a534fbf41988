using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Messages to a log. Target: <c>debug</c>, <c>info</c>, <c>warn</c> or <c>error</c>. Fields: what is logged beside the constant text, each value under its own name.
/// </summary>
internal sealed class Logs : Recogniser
{
    private static readonly FrozenSet<string> Loggers = new[]
    {
        "log", "logger", "logging", "console", "winston", "pino", "structlog", "loguru", "slog",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || LevelOf(callee, call) is not { } level) return;
        moment.Facts.Add(moment.Site(SiteKind.Log, call, callee.Path) with
        {
            Target = level,
            Fields = FieldsOf(call, moment),
            Outcome = use.Outcome,
        });
    }

    public static string? LevelOf(Callee callee, CallExpression call)
    {
        if (callee.Path == "print") return "info";
        var level = callee.Last switch
        {
            "debug" or "trace" or "verbose" or "silly" or "LogDebug" or "LogTrace" or "Debug" or "Verbose" => "debug",
            "info" or "log" or "notice" or "LogInformation" or "Information" or "WriteLine" or "Info" => "info",
            "warn" or "warning" or "LogWarning" or "Warning" or "Warn" => "warn",
            "error" or "exception" or "critical" or "fatal" or "alert" or "emerg" or "LogError" or "LogCritical" or "Error" or "Fatal" => "error",
            _ => null,
        };
        if (level is null || call.Callee is not MemberExpression { Target: var logger }) return null;
        if (callee.Last == "WriteLine") return callee.Path.StartsWith("Console.", StringComparison.Ordinal) ? callee.Path.Contains("Error", StringComparison.Ordinal) ? "warn" : "info" : null;
        return callee.Last.StartsWith("Log", StringComparison.Ordinal) || Words.Of(Callee.PathOf(logger, 4)).Overlaps(Loggers) ? level : null;
    }

    private static ImmutableArray<FieldFact> FieldsOf(CallExpression call, Moment moment)
    {
        var fields = ImmutableArray.CreateBuilder<FieldFact>();
        foreach (var argument in call.Arguments) AddTo(fields, argument, moment, 3);
        // A logger that was given its fields before: log.child({ id }).error(…), logger.bind(id=…).error(…).
        if (call.Callee is MemberExpression { Target: CallExpression bound })
        {
            foreach (var argument in bound.Arguments) AddTo(fields, argument, moment, 3);
        }

        return fields.ToImmutable();
    }

    private static void AddTo(ImmutableArray<FieldFact>.Builder fields, Argument argument, Moment moment, int depth)
    {
        if (depth == 0 || fields.Count > 30) return;
        switch (argument.Value)
        {
            case LiteralExpression:
                break;
            case TemplateExpression template:
                foreach (var part in template.Parts) AddTo(fields, new Argument(null, part, false), moment, depth - 1);
                break;
            case BinaryExpression sum:
                AddTo(fields, new Argument(null, sum.Left, false), moment, depth);
                AddTo(fields, new Argument(null, sum.Right, false), moment, depth);
                break;
            case ObjectExpression entries:
                foreach (var entry in entries.Entries) AddTo(fields, entry, moment, depth - 1);
                break;
            default:
                fields.Add(new FieldFact(argument.Name ?? moment.TextOf(argument.Value), moment.LinesOf(argument.Value), moment.Trace(argument.Value)));
                break;
        }
    }
}
