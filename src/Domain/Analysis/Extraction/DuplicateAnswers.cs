using System.Buffers;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Branches and clauses for the answer that an event is there already. A mention with the target <c>duplicate</c>; tag <c>fails</c> when the branch
/// throws, or has the event sent again, else <c>passes</c>.
/// </summary>
internal sealed class DuplicateAnswers : Recogniser
{
    private static readonly SearchValues<string> Telling = SearchValues.Create(["duplicate", "already exist", "already_exist", "alreadyexist", "already processed", "already been"], StringComparison.OrdinalIgnoreCase);

    public override void Statement(Statement statement, Moment moment)
    {
        switch (statement)
        {
            case IfStatement branch when Speaks(moment.Tree.File.Text.AsSpan(branch.Condition.Span.Start, branch.Condition.Span.Length)) && Inside.Any(branch.Condition, Tells) && branch.Condition is not UnaryExpression { Operator: "!" or "not" }:
                Note(branch.Condition, branch.Then, moment);
                break;
            case TryStatement tries:
                foreach (var clause in tries.Catches)
                {
                    if (clause.Type is { } type && Speaks(type)) Note(clause.Body, clause.Body, moment);
                }

                break;
        }
    }

    private static bool Tells(Expression part) => part switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => literal.Value.Length < 80 && Speaks(literal.Value),
        NameExpression name => Speaks(name.Name),
        MemberExpression member => Speaks(member.Name),
        _ => false,
    };

    private static bool Speaks(ReadOnlySpan<char> text) => text.ContainsAny(Telling);

    private static void Note(Node node, Statement branch, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, "duplicate") with
    {
        Target = "duplicate",
        Tags = [Catches.Of(branch) is ErrorHandling.Rethrown || SendsAgain(branch) ? "fails" : "passes"],
    });

    private static bool SendsAgain(Statement branch) => Inside.Any(branch, part => part is CallExpression call && Words.Of(Callee.Of(call.Callee).Last).Overlaps(["retry", "requeue", "reschedule", "nack", "fail", "abandon", "dead"]));
}
