using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Looks for an expression inside a piece of program. Gives up, finding nothing, where the piece is very large, so that many searches stay cheap.</summary>
internal sealed class Inside
{
    private const int NodeLimit = 3_000;

    private readonly Func<Expression, bool> _test;
    private int _nodes;

    private Inside(Func<Expression, bool> test) => _test = test;

    public static bool Any(Statement? statement, Func<Expression, bool> test) => new Inside(test).Look(statement);

    public static bool Any(Expression? expression, Func<Expression, bool> test) => new Inside(test).Look(expression);

    private bool Look(Statement? statement)
    {
        if (statement is null || ++_nodes > NodeLimit) return false;
        return statement switch
        {
            Block block => block.Statements.Any(Look),
            ExpressionStatement expression => Look(expression.Expression),
            DeclareStatement declare => Look(declare.Target) || Look(declare.Value),
            ReturnStatement returned => Look(returned.Value),
            ThrowStatement thrown => Look(thrown.Value),
            IfStatement branch => Look(branch.Condition) || Look(branch.Then) || Look(branch.Else),
            LoopStatement loop => Look(loop.Target) || Look(loop.Source) || loop.Header.Any(Look) || Look(loop.Body),
            TryStatement tries => Look(tries.Body) || tries.Catches.Any(clause => Look(clause.Filter) || Look(clause.Body)) || Look(tries.Else) || Look(tries.Finally),
            SwitchStatement choice => Look(choice.Subject) || choice.Cases.Any(each => each.Labels.Any(Look) || Look(each.Body)),
            UsingStatement holds => Look(holds.Resource) || Look(holds.Body),
            FunctionStatement function => Look(function.Function.Body),
            TypeStatement type => type.Members.Any(Look),
            _ => false,
        };
    }

    private bool Look(Expression? expression)
    {
        if (expression is null || ++_nodes > NodeLimit) return false;
        if (_test(expression)) return true;
        return expression switch
        {
            TemplateExpression template => template.Parts.Any(Look),
            MemberExpression member => Look(member.Target),
            IndexExpression index => Look(index.Target) || Look(index.Index),
            CallExpression call => Look(call.Callee) || call.Arguments.Any(argument => Look(argument.Value)),
            ObjectExpression entries => entries.Entries.Any(entry => Look(entry.Value)),
            ListExpression list => list.Items.Any(Look),
            ComprehensionExpression each => Look(each.Source) || Look(each.Item) || Look(each.Condition),
            LambdaExpression lambda => Look(lambda.Function.Body),
            UnaryExpression unary => Look(unary.Operand),
            BinaryExpression binary => Look(binary.Left) || Look(binary.Right),
            AssignExpression assign => Look(assign.Target) || Look(assign.Value),
            ConditionalExpression conditional => Look(conditional.Condition) || Look(conditional.Then) || Look(conditional.Else),
            AwaitExpression await => Look(await.Operand),
            CastExpression cast => Look(cast.Operand),
            OpaqueExpression opaque => opaque.Parts.Any(Look),
            _ => false,
        };
    }
}
