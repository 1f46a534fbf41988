using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Goes once through a file in the order in which it stands, keeps what encloses the place, and shows each call, assignment, comparison
/// and text to the recognisers.
/// </summary>
internal sealed class Walker(Moment moment)
{
    private static readonly Use Kept = new(Outcome.Kept, null);

    public void Walk(Block root)
    {
        var span = new TextSpan(0, Math.Max(1, moment.Tree.File.Text.Length));
        var index = moment.Facts.Add(new FunctionFact("", null, new LineRange(1, moment.Tree.Lines.Count), [], false, EntryKind.None, null, []));
        moment.Enter(new FunctionFrame(null, span, index, EntryKind.None));
        moment.Scope = new Scope(null, null);
        Binder.Bind(root, moment.Scope);
        Visit(root);
        moment.Leave();
    }

    private void Visit(Statement? statement)
    {
        if (statement is null) return;
        foreach (var recogniser in Recognisers.OfStatements) recogniser.Statement(statement, moment);
        switch (statement)
        {
            case Block block:
                foreach (var inner in block.Statements) Visit(inner);
                break;
            case ExpressionStatement { Expression: ObjectExpression handlers }:
                // A module that exports an object of functions: export default { async queue(batch) { … } }.
                VisitNamed(handlers, null);
                break;
            case ExpressionStatement expression:
                Visit(expression.Expression, new Use(Outcome.Dropped, null));
                break;
            case DeclareStatement declare:
                VisitDeclaration(declare);
                break;
            case ReturnStatement { Value: { } value }:
                Visit(value, new Use(Outcome.Returned, null));
                NoteReturn(value);
                break;
            case ThrowStatement thrown:
                if (thrown.Value is not null) Visit(thrown.Value, Kept);
                break;
            case IfStatement branch:
                VisitIf(branch);
                break;
            case LoopStatement loop:
                VisitLoop(loop);
                break;
            case TryStatement tries:
                VisitTry(tries);
                break;
            case SwitchStatement choice:
                Visit(choice.Subject, Kept);
                foreach (var each in choice.Cases)
                {
                    foreach (var label in each.Labels) Visit(label, Kept);
                    Inside(new BranchFrame(each.Span, choice.Subject), each.Body);
                }

                break;
            case UsingStatement holds:
                Visit(holds.Resource, Kept);
                Inside(Frames.OfResource(holds), holds.Body);
                break;
            case FunctionStatement function:
                VisitFunction(function.Function, function.Function.Name ?? "", null, Entries.OfFunction(function.Function, null, moment));
                break;
            case TypeStatement type:
                VisitType(type);
                break;
            case ImportStatement import:
                moment.Facts.AddImport(import.Module);
                break;
        }
    }

    private void VisitDeclaration(DeclareStatement declare)
    {
        VisitDecorators(declare.Decorators);
        if (declare.Value is null)
        {
            foreach (var recogniser in Recognisers.OfAssignments) recogniser.Assign(declare.Target, "", new OpaqueExpression(declare.Span, []), declare.Type, declare, moment);
            return;
        }

        foreach (var recogniser in Recognisers.OfAssignments) recogniser.Assign(declare.Target, "=", declare.Value, declare.Type, declare, moment);
        VisitNamed(declare.Value, (declare.Target as NameExpression)?.Name);
    }

    /// <summary>Visits what a name is given; a function goes by that name.</summary>
    private void VisitNamed(Expression value, string? name)
    {
        switch (value)
        {
            case LambdaExpression lambda when name is not null:
                VisitFunction(lambda.Function, name, null, Entries.OfFunction(lambda.Function, name, moment));
                break;
            case ObjectExpression entries when entries.Entries.Any(entry => entry.Value is LambdaExpression):
                foreach (var entry in entries.Entries) VisitNamed(entry.Value, entry.Name);
                break;
            default:
                Visit(value, new Use(Outcome.Kept, name));
                break;
        }
    }

    private void VisitIf(IfStatement branch)
    {
        Visit(branch.Condition, Kept);
        var responded = moment.Function.HasResponded;
        var leaves = Branches.EndsByLeaving(branch.Then);
        Inside(new BranchFrame(branch.Then.Span, branch.Condition) { Other = branch.Else, Leaves = leaves }, branch.Then);
        // An answer on one branch that ends there is no answer behind it.
        moment.Function.HasResponded = responded || (moment.Function.HasResponded && !leaves);
        if (branch.Else is null) return;
        var before = moment.Function.HasResponded;
        leaves = Branches.EndsByLeaving(branch.Else);
        Inside(new BranchFrame(branch.Else.Span, branch.Condition) { Leaves = leaves }, branch.Else);
        moment.Function.HasResponded = before || (moment.Function.HasResponded && !leaves);
    }

    private void VisitLoop(LoopStatement loop)
    {
        if (loop.Source is not null) Visit(loop.Source, Kept);
        foreach (var header in loop.Header) Visit(header, Kept);
        Inside(Frames.OfLoop(loop), loop.Body);
    }

    private void VisitTry(TryStatement tries)
    {
        var caught = tries.Catches.Length == 0
            ? new Frame(tries.Span, Surroundings.Try)
            : Frames.OfCatches(tries, moment);
        moment.Enter(caught);
        Visit(tries.Body);
        Visit(tries.Else);
        moment.Leave();
        foreach (var clause in tries.Catches) Inside(new Frame(clause.Span, Surroundings.Catch), clause.Body);
        if (tries.Finally is not null) Inside(new Frame(tries.Finally.Span, Surroundings.Finally), tries.Finally);
    }

    private void VisitType(TypeStatement type)
    {
        foreach (var recogniser in Recognisers.OfTypes) recogniser.Type(type, moment);
        foreach (var @base in type.Bases) Visit(@base, Kept);
        VisitDecorators(type.Decorators);
        var outer = moment.Scope;
        moment.Scope = new Scope(outer, null);
        Binder.BindMembers(type, moment.Scope);
        foreach (var member in type.Members)
        {
            if (member is FunctionStatement { Function: var method })
            {
                VisitFunction(method, method.Name ?? "", type, Entries.OfMethod(method, type, moment));
            }
            else if (member is DeclareStatement { Value: LambdaExpression lambda, Target: NameExpression name })
            {
                VisitFunction(lambda.Function, name.Name, type, Entries.OfMethod(lambda.Function, type, moment));
            }
            else
            {
                Visit(member);
            }
        }

        moment.Scope = outer;
    }

    private void VisitFunction(Function function, string name, TypeStatement? type, Entry entry)
    {
        VisitDecorators(function.Decorators);
        var index = moment.Facts.Add(new FunctionFact(
            name,
            type?.Name,
            moment.LinesOf(function),
            [.. function.Parameters.Select(parameter => parameter.Name)],
            function.IsAsync || (function.ReturnType?.StartsWith("Task", StringComparison.Ordinal) ?? false) || (function.ReturnType?.StartsWith("Promise", StringComparison.Ordinal) ?? false),
            entry.Kind,
            entry.Text,
            [])
        {
            Requested = Requests.Of(function, entry, moment.Tree.File.Language),
            Guards = entry.Kind == EntryKind.Route ? GuardsOf(function) : [],
            Unread = entry.Kind == EntryKind.Route ? UnreadOf(function) : [],
        });
        moment.Enter(Frames.OfFunction(function, index, entry));
        VisitBody(function);
        moment.Leave();
    }

    /// <summary>A decorator describes what follows: it is no call of what it is named like, such as <c>@app.post("/usage/events")</c>.</summary>
    private void VisitDecorators(ImmutableArray<Expression> decorators)
    {
        foreach (var decorator in decorators)
        {
            if (decorator is not CallExpression call) Visit(decorator, Kept);
            else foreach (var argument in call.Arguments) Visit(argument.Value, Kept);
        }
    }

    private static ImmutableArray<string> UnreadOf(Function function)
    {
        var read = new HashSet<string>(StringComparer.Ordinal);
        Extraction.Inside.Any(function.Body, part =>
        {
            if (part is NameExpression name) read.Add(name.Name);
            return false;
        });
        return [.. function.Parameters.Select(parameter => parameter.Name).Where(name => !read.Contains(name))];
    }

    private static ImmutableArray<string> GuardsOf(Function function)
    {
        var guards = new List<string>();
        foreach (var decorator in function.Decorators)
        {
            var call = decorator as CallExpression;
            guards.Add(Callee.Of(call?.Callee ?? decorator).Last);
            foreach (var argument in call?.Arguments ?? [])
            {
                if (argument.Value is NameExpression or MemberExpression) guards.Add(Callee.Of(argument.Value).Last);
                else if (argument.Value is CallExpression { Arguments: [{ Value: NameExpression or MemberExpression }] } made) guards.Add(Callee.Of(made.Arguments[0].Value).Last);
                else if (argument.Value is ListExpression list) guards.AddRange(list.Items.OfType<CallExpression>().SelectMany(item => item.Arguments).Select(inner => inner.Value is CallExpression nested ? Callee.Of(nested.Callee).Last : Callee.Of(inner.Value).Last));
            }
        }

        foreach (var parameter in function.Parameters)
        {
            if (parameter.Default is CallExpression { Arguments: [{ Value: var injected }, ..] } depends && Callee.Of(depends.Callee).Last is "Depends" or "Security") guards.Add(Callee.Of(injected is CallExpression made ? made.Callee : injected).Last);
            else if (parameter.Type is { } type && type.Contains("Depends(", StringComparison.Ordinal)) guards.Add(type[(type.IndexOf("Depends(", StringComparison.Ordinal) + 8)..].TrimEnd(')', ']'));
        }

        return [.. guards.Where(guard => guard.Length is > 0 and < 100).Take(20)];
    }

    private void VisitCallback(LambdaExpression lambda)
    {
        moment.Enter(new FunctionFrame(lambda.Function, lambda.Span, -1, EntryKind.None));
        VisitBody(lambda.Function);
        moment.Leave();
    }

    private void VisitBody(Function function, Expression? elements = null)
    {
        var outer = moment.Scope;
        moment.Scope = new Scope(outer, function);
        foreach (var parameter in function.Parameters)
        {
            if (elements is null) moment.Scope.AddParameter(parameter);
            else foreach (var name in parameter.Name.Split(',', StringSplitOptions.RemoveEmptyEntries)) moment.Scope.Bind(name, elements, null, 0, true);
            if (parameter.Default is not null) Visit(parameter.Default, Kept);
        }

        Binder.Bind(function.Body, moment.Scope);
        Visit(function.Body);
        moment.Scope = outer;
    }

    private void NoteReturn(Expression value)
    {
        var function = moment.Function;
        if (moment.InnermostFunction.Index < 0) return;
        var traced = moment.Trace(value);
        var built = EventShapes.Built(value, moment);
        moment.Facts.Change(function.Index, fact => fact.Returns.Length >= 8 ? fact : fact with { Returns = fact.Returns.Add(traced), Builds = fact.Builds.IsEmpty ? built : fact.Builds });
    }

    private void Inside(Frame frame, Statement statement)
    {
        moment.Enter(frame);
        Visit(statement);
        moment.Leave();
    }

    private void Inside(Frame frame, Expression expression, Use use)
    {
        moment.Enter(frame);
        Visit(expression, use);
        moment.Leave();
    }

    private void Visit(Expression? expression, Use use)
    {
        switch (expression)
        {
            case null or NameExpression:
                break;
            case LiteralExpression { Kind: LiteralKind.String } literal:
                foreach (var recogniser in Recognisers.OfTexts) recogniser.Text(literal.Value, literal, moment);
                break;
            case TemplateExpression template:
                foreach (var recogniser in Recognisers.OfTexts) recogniser.Text(Templates.TextOf(template, moment.Tree.File.Text), template, moment);
                foreach (var part in template.Parts)
                {
                    if (part is not LiteralExpression) Visit(part, Kept);
                }

                break;
            case MemberExpression member:
                Visit(member.Target, member.Name is "Result" ? new Use(Outcome.Awaited, use.Variable) : use with { Outcome = use.Outcome == Outcome.Dropped ? Outcome.Kept : use.Outcome });
                break;
            case IndexExpression index:
                Visit(index.Target, Kept);
                Visit(index.Index, Kept);
                break;
            case CallExpression call:
                VisitCall(call, use);
                break;
            case ObjectExpression entries:
                foreach (var recogniser in Recognisers.OfObjects) recogniser.Object(entries, moment);
                foreach (var entry in entries.Entries) Visit(entry.Value, Kept);
                break;
            case ListExpression list:
                foreach (var item in list.Items) Visit(item, use.Outcome == Outcome.Awaited ? use : Kept);
                break;
            case ComprehensionExpression comprehension:
                VisitComprehension(comprehension, use);
                break;
            case LambdaExpression lambda:
                VisitCallback(lambda);
                break;
            case UnaryExpression unary:
                Visit(unary.Operand, unary.Operator == "void" ? new Use(Outcome.Dropped, null) : Kept);
                break;
            case BinaryExpression binary:
                Visit(binary.Left, Kept);
                Visit(binary.Right, Kept);
                foreach (var recogniser in Recognisers.OfBinaries) recogniser.Binary(binary, moment);
                break;
            case AssignExpression assign:
                VisitAssignment(assign);
                break;
            case ConditionalExpression conditional:
                Visit(conditional.Condition, Kept);
                Inside(new BranchFrame(conditional.Then.Span, conditional.Condition), conditional.Then, use);
                Inside(new BranchFrame(conditional.Else.Span, conditional.Condition), conditional.Else, use);
                break;
            case AwaitExpression await:
                Visit(await.Operand, new Use(Outcome.Awaited, use.Variable) { IsBare = use.Outcome == Outcome.Dropped });
                break;
            case CastExpression cast:
                Visit(cast.Operand, use);
                break;
            case OpaqueExpression opaque:
                foreach (var part in opaque.Parts) Visit(part, Kept);
                break;
        }
    }

    private void VisitComprehension(ComprehensionExpression comprehension, Use use)
    {
        Visit(comprehension.Source, Kept);
        var outer = moment.Scope;
        moment.Scope = new Scope(outer, outer.Function);
        foreach (var name in Templates.NamesIn(comprehension.Target)) moment.Scope.Bind(name, comprehension.Source, null, 0, true);
        moment.Enter(new LoopFrame(null, comprehension.Span, Surroundings.Loop) { Comprehension = comprehension });
        Visit(comprehension.Item, use.Outcome == Outcome.Awaited ? use : Kept);
        Visit(comprehension.Condition, Kept);
        moment.Leave();
        moment.Scope = outer;
    }

    private void VisitAssignment(AssignExpression assign)
    {
        foreach (var recogniser in Recognisers.OfAssignments) recogniser.Assign(assign.Target, assign.Operator, assign.Value, null, assign, moment);
        var name = assign.Target switch
        {
            NameExpression variable => variable.Name,
            MemberExpression member => member.Name,
            _ => null,
        };
        if (assign.Target is not NameExpression) Visit(assign.Target, Kept);
        // The discard says that nobody waits.
        if (name == "_") Visit(assign.Value, new Use(Outcome.Dropped, null));
        else VisitNamed(assign.Value, name);
    }

    private void VisitCall(CallExpression call, Use use)
    {
        var callee = Callee.Of(call.Callee);
        var isLink = moment.Link == call;
        if (callee.Last is "Wait" or "GetResult" or "GetAwaiter") use = new Use(Outcome.Awaited, use.Variable);
        var kind = Callbacks.KindOf(callee, call);
        VisitTarget(call, callee, use);
        moment.Link = isLink ? call : null;
        foreach (var recogniser in Recognisers.OfCalls) recogniser.Call(call, callee, use, moment);
        var inner = kind switch
        {
            CallbackKind.Gathers => use,
            CallbackKind.KeepsAlive or CallbackKind.Detaches => new Use(use.Outcome == Outcome.Dropped && kind == CallbackKind.Detaches ? Outcome.Dropped : Outcome.Kept, null),
            _ => Kept,
        };
        if (kind == CallbackKind.KeepsAlive) moment.Enter(new Frame(call.Span, Surroundings.KeptAlive));
        foreach (var argument in call.Arguments)
        {
            if (argument.Value is LambdaExpression lambda) VisitArgument(lambda, call, callee, kind, use);
            else if (EntriesWithFunctions(argument.Value) is { } entries) VisitHandlers(entries, call, callee);
            else Visit(argument.Value, inner);
        }

        if (kind == CallbackKind.KeepsAlive) moment.Leave();
        if (Signals.Responds(callee) && use.Outcome != Outcome.Kept) moment.Function.HasResponded = true;
    }

    /// <summary>Visits what a call is made on; an error handler chained behind it belongs to it.</summary>
    private void VisitTarget(CallExpression call, Callee callee, Use use)
    {
        if (call.Callee is not MemberExpression member)
        {
            if (call.Callee is not NameExpression) Visit(call.Callee, Kept);
            return;
        }

        if (callee.Last == "catch" && call.Arguments is [{ Value: var handler }, ..])
        {
            var errors = handler is LambdaExpression lambda ? Catches.Of(lambda.Function.Body) : Catches.Of(new ExpressionStatement(handler.Span, handler));
            Inside(new TryFrame(call.Span, errors, handler.Span), member.Target, use);
            return;
        }

        if (callee.Last is not ("then" or "finally" or "ConfigureAwait" or "GetAwaiter" or "GetResult" or "Wait")) moment.Link = member.Target as CallExpression;
        Visit(member.Target, callee.Last is "then" or "finally" or "catch" or "ConfigureAwait" or "GetAwaiter" or "Wait" || member.Target is CallExpression ? use : Kept);
    }

    private static ImmutableArray<Argument>? EntriesWithFunctions(Expression value) =>
        value is ObjectExpression entries && entries.Entries.Any(entry => entry.Value is LambdaExpression) ? entries.Entries : null;

    /// <summary>An object of handlers: <c>consumer.run({ eachMessage: … })</c>, <c>fastify.route({ handler })</c>.</summary>
    private void VisitHandlers(ImmutableArray<Argument> entries, CallExpression call, Callee callee)
    {
        foreach (var entry in entries)
        {
            if (entry.Value is LambdaExpression lambda)
            {
                var entered = Entries.OfHandler(entry.Name, call, callee, moment);
                if (entered.Kind == EntryKind.None) VisitNamed(lambda, entry.Name);
                else VisitFunction(lambda.Function, entry.Name ?? "", null, entered);
            }
            else
            {
                Visit(entry.Value, Kept);
            }
        }
    }

    private void VisitArgument(LambdaExpression lambda, CallExpression call, Callee callee, CallbackKind kind, Use use)
    {
        var entry = Entries.OfHandler(null, call, callee, moment);
        var isTop = moment.Function.Function is null && kind == CallbackKind.Plain;
        if (entry.Kind != EntryKind.None || (isTop && use.Variable is not null))
        {
            VisitFunction(lambda.Function, use.Variable ?? "", null, entry);
            return;
        }

        var frame = Callbacks.FrameOf(kind, lambda, use);
        moment.Enter(frame);
        moment.Enter(new FunctionFrame(lambda.Function, lambda.Span, -1, EntryKind.None));
        VisitBody(lambda.Function, kind == CallbackKind.Loops && call.Callee is MemberExpression member ? member.Target : null);
        moment.Leave();
        moment.Leave();
    }
}
