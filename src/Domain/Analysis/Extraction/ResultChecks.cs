using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Whether a function looks at what a write says of itself: rows affected, rows returned, the old value.</summary>
internal static class ResultChecks
{
    /// <summary>More statements than these are not looked through.</summary>
    private const int StatementLimit = 400;

    public static bool IsChecked(CallExpression call, Use use, Moment moment)
    {
        if (moment.InnermostFunction.Function?.Body is not { } body) return false;
        var search = new Search(call, Root(call.Callee));
        if (use.Variable is not null) search.Names.Add(use.Variable);
        search.Look(body);
        return search.Found;
    }

    private static string? Root(Expression expression)
    {
        while (expression is MemberExpression member) expression = member.Target;
        return (expression as NameExpression)?.Name;
    }

    private sealed class Search(CallExpression call, string? root)
    {
        private int _left = StatementLimit;

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

        public bool Found { get; private set; }

        public void Look(Statement? statement)
        {
            if (statement is null || Found || --_left < 0) return;
            if (statement.Span.End < call.Span.Start) return;
            switch (statement)
            {
                case Block block:
                    foreach (var inner in block.Statements) Look(inner);
                    break;
                case DeclareStatement { Value: { } value } declare:
                    Learn(declare.Target, value);
                    break;
                case ExpressionStatement { Expression: AssignExpression assign }:
                    Learn(assign.Target, assign.Value);
                    break;
                case IfStatement branch:
                    Found |= Tests(branch.Condition, 8);
                    Look(branch.Then);
                    Look(branch.Else);
                    break;
                case ReturnStatement { Value: { } value }:
                    Found |= (value is BinaryExpression or UnaryExpression or ConditionalExpression || value is MemberExpression member && Counts(member.Name)) && Tests(value, 8);
                    break;
                case TryStatement tries:
                    Look(tries.Body);
                    Look(tries.Else);
                    Look(tries.Finally);
                    break;
                case LoopStatement loop:
                    Look(loop.Body);
                    break;
                case UsingStatement holds:
                    Look(holds.Body);
                    break;
            }
        }

        private static bool Counts(string name) => name is "rowCount" or "rowcount" or "affectedRows" or "changes" or "count" or "length" or "modifiedCount" or "matchedCount" or "upsertedCount";

        /// <summary>Names that take the outcome, or what is later read of it.</summary>
        private void Learn(Expression target, Expression value)
        {
            if (value is LambdaExpression) return;
            if (value.Span.Contains(call.Span) || Tests(value, 6))
            {
                foreach (var name in Templates.NamesIn(target)) Names.Add(name);
            }
        }

        private bool Tests(Expression? expression, int depth) => depth > 0 && expression switch
        {
            null => false,
            _ when expression.Span.Contains(call.Span) && expression != call => true,
            NameExpression name => Names.Contains(name.Name),
            MemberExpression member => Tests(member.Target, depth - 1)
                || (member.Name is "rowcount" or "rowCount" or "fetchone" or "fetchall" or "changes" && Root(member) == root && expression.Span.Start > call.Span.Start),
            IndexExpression index => Tests(index.Target, depth - 1),
            CallExpression inner => Tests(inner.Callee, depth - 1) || inner.Arguments.Any(argument => Tests(argument.Value, depth - 1)),
            BinaryExpression binary => Tests(binary.Left, depth - 1) || Tests(binary.Right, depth - 1),
            UnaryExpression unary => Tests(unary.Operand, depth - 1),
            ConditionalExpression conditional => Tests(conditional.Condition, depth - 1),
            AwaitExpression await => Tests(await.Operand, depth - 1),
            CastExpression cast => Tests(cast.Operand, depth - 1),
            OpaqueExpression opaque => opaque.Parts.Any(part => Tests(part, depth - 1)),
            _ => false,
        };
    }
}
