using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// What keeps two requests from doing the same at once: locks that are taken, rows that are locked, transactions in series. Kind Mention, target
/// <c>exclusive</c>; <c>versioned</c> for an entity whose save is refused when another has changed it meanwhile.
/// </summary>
internal sealed class Exclusions : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        var excludes = callee.Last is "acquire" or "withLock" or "lock" or "acquireLock" or "acquire_lock" or "select_for_update" or "with_for_update" or "forUpdate" or "lockForUpdate" or "for_update" or "setLock"
            or "WaitAsync" or "TryLockAsync" or "AcquireAsync" or "runExclusive" or "with_lock" or "advisory_lock" or "CreateLockAsync" or "using" && (callee.Last != "using" || callee.Path.Contains("lock", StringComparison.OrdinalIgnoreCase));
        if (excludes || call.Arguments.Any(IsExclusive)) Note(call, moment);
        if (callee.Last is "IsRowVersion" or "IsConcurrencyToken" or "UseXminAsConcurrencyToken" || call.Arguments.Any(argument => argument.Value is ObjectExpression entries && entries.Entries.Any(entry => entry.Name == "optimisticConcurrency")))
        {
            NoteVersion(call, moment);
        }
    }

    public override void Type(TypeStatement type, Moment moment)
    {
        foreach (var member in type.Members.Take(100))
        {
            var isVersioned = member switch
            {
                DeclareStatement declare => declare.Decorators.Any(decorator => Callee.Of((decorator as CallExpression)?.Callee ?? decorator).Last is "Timestamp" or "ConcurrencyCheck" or "VersionColumn" or "Version") || IsMapper(declare.Target),
                ExpressionStatement { Expression: AssignExpression assign } => IsMapper(assign.Target),
                _ => false,
            };
            if (isVersioned) NoteVersion(member, moment);
        }

        bool IsMapper(Expression target) => target is NameExpression { Name: "__mapper_args__" } && Inside.Any(type, expression => expression is ObjectExpression entries && entries.Entries.Any(entry => entry.Name == "version_id_col"));
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

    private static void NoteVersion(Node node, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, "versioned") with { Target = "versioned" });

    private static void Note(Node node, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, "exclusive") with { Target = "exclusive" });
}
