using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Finds what the names of a function are given, before the function is walked: a name may be used above its value.</summary>
internal static class Binder
{
    public static void Bind(Statement? statement, Scope scope)
    {
        switch (statement)
        {
            case Block block:
                foreach (var inner in block.Statements) Bind(inner, scope);
                break;
            case DeclareStatement declare:
                BindTarget(declare.Target, declare.Value, declare.Type, declare.Span.Start, false, scope);
                foreach (var name in Templates.NamesIn(declare.Target)) scope.Declare(name);
                break;
            case ExpressionStatement { Expression: AssignExpression assign }:
                BindTarget(assign.Target, assign.Value, null, assign.Span.Start, false, scope);
                break;
            case IfStatement branch:
                Bind(branch.Then, scope);
                Bind(branch.Else, scope);
                break;
            case LoopStatement loop:
                if (loop.Target is not null) BindTarget(loop.Target, loop.Source, null, loop.Span.Start, true, scope);
                foreach (var header in loop.Header)
                {
                    if (header is AssignExpression start) BindTarget(start.Target, start.Value, null, start.Span.Start, false, scope);
                }

                Bind(loop.Body, scope);
                break;
            case TryStatement tries:
                Bind(tries.Body, scope);
                foreach (var clause in tries.Catches) Bind(clause.Body, scope);
                Bind(tries.Else, scope);
                Bind(tries.Finally, scope);
                break;
            case SwitchStatement choice:
                foreach (var each in choice.Cases) Bind(each.Body, scope);
                break;
            case UsingStatement holds:
                if (holds.Target is not null) BindTarget(holds.Target, holds.Resource, null, holds.Span.Start, false, scope);
                Bind(holds.Body, scope);
                break;
        }
    }

    /// <summary>Fields and properties, under the name that methods use for them.</summary>
    public static void BindMembers(TypeStatement type, Scope scope)
    {
        foreach (var member in type.Members)
        {
            if (member is DeclareStatement { Target: NameExpression field } declare)
            {
                scope.Bind(field.Name, declare.Value, declare.Type, declare.Span.Start, false);
                scope.Bind("this." + field.Name, declare.Value, declare.Type, declare.Span.Start, false);
            }
            else if (member is FunctionStatement { Function.Body: { } body })
            {
                BindOwn(body, scope);
            }
            else
            {
                Bind(member, scope);
            }
        }
    }

    /// <summary>What a method gives to fields: <c>this.x = …</c>, <c>self.x = …</c>.</summary>
    private static void BindOwn(Block body, Scope scope)
    {
        foreach (var statement in body.Statements)
        {
            if (statement is ExpressionStatement { Expression: AssignExpression { Operator: "=" } assign }
                && assign.Target is MemberExpression { Target: NameExpression { Name: "this" or "self" } } own)
            {
                scope.Bind("this." + own.Name, assign.Value, null, assign.Span.Start, false);
            }
        }
    }

    private static void BindTarget(Expression target, Expression? value, string? type, int offset, bool isElement, Scope scope)
    {
        switch (target)
        {
            case NameExpression name:
                scope.Bind(name.Name, value, type, offset, isElement);
                break;
            case ListExpression list:
                for (var index = 0; index < list.Items.Length; index++)
                {
                    // A tuple taken apart by a tuple: each name has its own value.
                    var own = value is ListExpression values && values.Items.Length == list.Items.Length ? values.Items[index] : value;
                    BindTarget(list.Items[index], own, null, offset, isElement || own == value, scope);
                }

                break;
            case ObjectExpression pattern:
                foreach (var entry in pattern.Entries)
                {
                    BindTarget(entry.Value is AssignExpression { Target: var named } ? named : entry.Value, value, null, offset, true, scope);
                }

                break;
            case MemberExpression { Target: NameExpression { Name: not ("this" or "self") and var owner } }:
                scope.Bind(Scope.AnyMemberOf(owner), value, null, offset, false);
                break;
            case IndexExpression { Target: NameExpression { Name: var keyed } }:
                scope.Bind(Scope.AnyMemberOf(keyed), value, null, offset, false);
                break;
            case UnaryExpression rest:
                BindTarget(rest.Operand, value, null, offset, true, scope);
                break;
        }
    }
}
