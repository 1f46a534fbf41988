using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Units of work: mentions with the target <c>commit</c> where one is saved, and <c>change</c> where something is put into it: added to it, or set on an entity.
/// </summary>
internal sealed class Commits : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        switch (callee.Last)
        {
            case "SaveChangesAsync" or "SaveChanges":
            case "commit" when call.Arguments.IsEmpty && call.Callee is MemberExpression && callee.Words.Overlaps(["session", "db"]):
            case "flush" when call.Arguments.IsEmpty && callee.Words.Overlaps(["em", "entity", "manager", "orm"]):
                if (moment.IsAboutMetering) Note(call, "commit", callee.Path, moment);
                break;
            case "Add" or "AddAsync" or "AddRange" or "add" or "add_all" or "persist" or "Remove" when call.Arguments.Length >= 1 && call.Callee is MemberExpression { Target: var target } && IsUnit(target, moment):
                if (moment.IsAboutMetering) Note(call, "change", callee.Path, moment);
                break;
        }
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (node is AssignExpression && target is MemberExpression { Target: NameExpression { Name: [>= 'a' and <= 'z', ..] owner } member } && owner is not ("this" or "self" or "res" or "response" or "ctx" or "g") && moment.IsAboutMetering
            && moment.Tree.File.Language is Language.CSharp or Language.Python)
        {
            Note(node, "change", owner, moment);
        }
    }

    private static bool IsUnit(Expression target, Moment moment)
    {
        var words = Words.Of(Callee.PathOf(target, 4));
        return words.Overlaps(["session", "db", "context", "em"]) || (moment.Tree.File.Language is Language.CSharp && target is MemberExpression { Target: NameExpression owner } && Words.Of(owner.Name).Overlaps(["db", "context", "ctx"]));
    }

    private static void Note(Node node, string target, string what, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, what) with { Target = target });
}
