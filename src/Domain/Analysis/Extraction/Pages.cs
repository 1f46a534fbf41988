using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Requests for one page of a list of usage that another service keeps. Kind Read; tags: <c>page</c>, and <c>first</c> when the number of the page
/// is a constant, or a size is given and nothing to go on from.
/// </summary>
internal sealed class Pages : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || call.Arguments.IsEmpty || IsOther(callee.Last)) return;
        var (isPaged, isFirst, isSized, isContinued) = (false, false, false, false);
        foreach (var argument in call.Arguments)
        {
            Look(argument);
            if (argument.Value is ObjectExpression or NameExpression && moment.Resolve(argument.Value) is ObjectExpression entries)
            {
                foreach (var entry in entries.Entries) Look(entry);
                foreach (var inner in entries.Entries.Select(entry => entry.Value).OfType<ObjectExpression>().Take(3))
                {
                    foreach (var entry in inner.Entries) Look(entry);
                }
            }
        }

        isFirst |= isSized && !isContinued && callee.Last != "list";
        if (!isPaged || !(Vocabulary.SpeaksOfUsage(Snippet.Of(moment.Tree.File.Text, call.Span, 200)) || Vocabulary.SpeaksOfUsage(moment.Facts.Function(moment.Function.Index).Name))) return;
        moment.Facts.Add(moment.Site(SiteKind.Read, call, callee.Path) with
        {
            Target = moment.Trace(call.Arguments[0].Value).Literal,
            Tags = isFirst ? ["page", "first"] : ["page"],
            Outcome = use.Outcome,
            Result = use.Variable,
        });

        void Look(Argument entry)
        {
            switch (entry.Name)
            {
                case "page" or "page_number" or "pageNumber" or "page_no" or "pageNo":
                    isPaged = true;
                    if (moment.Resolve(entry.Value) is LiteralExpression { Value: "1" or "0" } && !IsChanged(entry.Value, moment)) isFirst = true;
                    else isContinued = true;
                    break;
                case "per_page" or "perPage" or "page_size" or "pageSize" or "limit":
                    isPaged = isSized = true;
                    break;
                case not null when Words.Of(entry.Name).Overlaps(["cursor", "after", "next", "offset", "token", "continuation", "starting", "skip"]):
                    isContinued = true;
                    break;
            }
        }
    }

    /// <summary>A variable may be moved on by what the recogniser does not see; a constant may not.</summary>
    private static bool IsChanged(Expression value, Moment moment) =>
        value is NameExpression { Name: var name } && (moment.Function.Function is not { } function || Inside.Any(function.Body, part =>
            part is AssignExpression { Target: NameExpression { Name: var assigned } } && assigned == name || part is UnaryExpression { Operand: NameExpression { Name: var counted } } && counted == name));

    /// <summary>Statements to a store of one's own are read elsewhere.</summary>
    private static bool IsOther(string name) => name.StartsWith("find", StringComparison.OrdinalIgnoreCase) || name is "query" or "execute" or "select" or "json" or "render" or "log" or "info" or "debug" or "error" or "warn";
}
