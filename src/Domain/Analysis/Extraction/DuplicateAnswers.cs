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
            case IfStatement branch when Speaks(moment.Tree.File.Text.AsSpan(branch.Condition.Span.Start, branch.Condition.Span.Length)):
                var answer = AnswerOf(branch.Condition, false);
                if (answer == Answer.Duplicate) Note(branch.Condition, branch.Then, moment);
                else if (answer == Answer.Other && Catches.Of(branch.Then) is ErrorHandling.Rethrown) Note(branch.Condition, "passes", moment);
                break;
            case TryStatement tries:
                foreach (var clause in tries.Catches)
                {
                    if (clause.Type is { } type && Speaks(type)) Note(clause.Body, clause.Body, moment);
                }

                break;
        }
    }

    private enum Answer
    {
        None,

        /// <summary>The condition holds when the event is there already.</summary>
        Duplicate,

        /// <summary>It holds for every other answer.</summary>
        Other,
    }

    private static Answer AnswerOf(Expression condition, bool isNegated) => condition switch
    {
        UnaryExpression { Operator: "!" or "not" } not => AnswerOf(not.Operand, !isNegated),
        BinaryExpression { Operator: "&&" or "||" or "and" or "or" } both => AnswerOf(both.Left, isNegated) is not Answer.None and var answer ? answer : AnswerOf(both.Right, isNegated),
        BinaryExpression { Operator: "not in" or "!=" or "!==" or "is not" } unequal => Inside.Any(unequal, Tells) ? Of(!isNegated) : Answer.None,
        OpaqueExpression { Parts: [var only] } => AnswerOf(only, isNegated),
        _ => Inside.Any(condition, Tells) ? Of(isNegated) : Answer.None,
    };

    private static Answer Of(bool isNegated) => isNegated ? Answer.Other : Answer.Duplicate;

    private static bool Tells(Expression part) => part switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => literal.Value.Length < 80 && Speaks(literal.Value),
        NameExpression name => Speaks(name.Name),
        MemberExpression member => Speaks(member.Name),
        _ => false,
    };

    private static bool Speaks(ReadOnlySpan<char> text) => text.ContainsAny(Telling);

    private static void Note(Node node, Statement branch, Moment moment) => Note(node, Catches.Of(branch) is ErrorHandling.Rethrown || SendsAgain(branch) ? "fails" : "passes", moment);

    private static void Note(Node node, string tag, Moment moment) => moment.Facts.Add(moment.Site(SiteKind.Mention, node, "duplicate") with { Target = "duplicate", Tags = [tag] });

    private static bool SendsAgain(Statement branch) => Inside.Any(branch, part => part is CallExpression call && Words.Of(Callee.Of(call.Callee).Last).Overlaps(["retry", "requeue", "reschedule", "nack", "fail", "abandon", "dead"]));
}
