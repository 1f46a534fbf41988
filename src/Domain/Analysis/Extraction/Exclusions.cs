using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What keeps two requests from doing the same at once: locks that are taken, rows that are locked, transactions in series. Kind Mention, target <c>exclusive</c>.</summary>
internal sealed class Exclusions : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        var excludes = callee.Last is "acquire" or "withLock" or "lock" or "acquireLock" or "acquire_lock" or "select_for_update" or "with_for_update" or "forUpdate" or "lockForUpdate" or "for_update" or "setLock"
            or "WaitAsync" or "TryLockAsync" or "AcquireAsync" or "runExclusive" or "with_lock" or "advisory_lock" or "CreateLockAsync" or "using" && (callee.Last != "using" || callee.Path.Contains("lock", StringComparison.OrdinalIgnoreCase));
        if (excludes || call.Arguments.Any(IsExclusive)) Note(call, moment);
    }

    public override void Text(string text, Expression expression, Moment moment)
    {
        if (text.Length <= 80 && text.Contains("serializable", StringComparison.OrdinalIgnoreCase)) Note(expression, moment);
    }

    private static bool IsExclusive(Argument argument) => argument.Value switch
    {
        MemberExpression { Name: "Serializable" or "SERIALIZABLE" or "PESSIMISTIC_WRITE" or "pessimistic_write" } => true,
        ObjectExpression entries => entries.Entries.Any(entry => entry.Name is "lock" && entry.Value is not LiteralExpression { Value: "false" } || entry.Value is MemberExpression { Name: "Serializable" or "SERIALIZABLE" }),
        _ => false,
    };

    private static void Note(Node node, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, "exclusive") with { Target = "exclusive" });
}
