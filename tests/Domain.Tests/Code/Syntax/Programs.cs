using System.Text;
using Claudit.Submissions;

namespace Claudit.Code.Syntax;

/// <summary>Programs as text, so that a test can say in a line what a parser has to see.</summary>
internal static class Programs
{
    /// <summary>The program of a text, a statement a line, what it encloses two spaces further in.</summary>
    public static string Print(string text, Language language, string path = "program")
    {
        var tree = SyntaxTree.Parse(new SourceFile(path, language, text));
        var printed = new StringBuilder();
        foreach (var statement in tree.Root.Statements) Print(printed, statement, 0);
        return printed.ToString().TrimEnd();
    }

    private static void Print(StringBuilder text, Statement? statement, int depth)
    {
        if (statement is null) return;
        void Line(string line) => text.Append(' ', depth * 2).AppendLine(line);
        void Inner(Statement? inner)
        {
            if (inner is Block block) foreach (var each in block.Statements) Print(text, each, depth + 1);
            else Print(text, inner, depth + 1);
        }

        switch (statement)
        {
            case Block block:
                Line("block");
                Inner(block);
                break;
            case ExpressionStatement expression:
                Line(Of(expression.Expression));
                Lambdas(text, expression.Expression, depth);
                break;
            case DeclareStatement declare:
                Line($"let {Of(declare.Target)}{(declare.Type is null ? "" : ": " + declare.Type)}{(declare.Value is null ? "" : " = " + Of(declare.Value))}");
                if (declare.Value is not null) Lambdas(text, declare.Value, depth);
                break;
            case ReturnStatement @return:
                Line($"return {Of(@return.Value)}");
                break;
            case ThrowStatement @throw:
                Line($"throw {Of(@throw.Value)}");
                break;
            case JumpStatement jump:
                Line(jump.Keyword);
                break;
            case IfStatement branch:
                Line($"if {Of(branch.Condition)}");
                Inner(branch.Then);
                if (branch.Else is null) break;
                Line("else");
                Inner(branch.Else);
                break;
            case LoopStatement loop:
                Line(loop.Source is null ? $"loop {string.Join("; ", loop.Header.Select(Of))}" : $"loop {Of(loop.Target)} in {Of(loop.Source)}");
                Inner(loop.Body);
                break;
            case TryStatement tries:
                Line("try");
                Inner(tries.Body);
                foreach (var clause in tries.Catches)
                {
                    Line(string.Join(' ', ((string?[])["catch", clause.Type, clause.Variable]).Where(part => part is not null)));
                    Inner(clause.Body);
                }

                if (tries.Finally is null) break;
                Line("finally");
                Inner(tries.Finally);
                break;
            case SwitchStatement choice:
                Line($"switch {Of(choice.Subject)}");
                foreach (var each in choice.Cases)
                {
                    Line(each.IsDefault ? "default" : $"case {string.Join(", ", each.Labels.Select(Of))}");
                    Inner(each.Body);
                }

                break;
            case UsingStatement holds:
                Line($"using {Of(holds.Resource)}");
                Inner(holds.Body);
                break;
            case FunctionStatement { Function: var function }:
                Line($"{(function.IsAsync ? "async " : "")}function {function.Name}({string.Join(", ", function.Parameters.Select(parameter => parameter.Name))})");
                Inner(function.Body);
                break;
            case TypeStatement type:
                Line($"type {type.Name}{(type.Bases.IsEmpty ? "" : ": " + string.Join(", ", type.Bases.Select(Of)))}");
                foreach (var member in type.Members) Print(text, member, depth + 1);
                break;
            case ImportStatement import:
                Line($"import {import.Module} {{{string.Join(", ", import.Names)}}}");
                break;
        }
    }

    private static void Lambdas(StringBuilder text, Expression expression, int depth)
    {
        foreach (var lambda in LambdasIn(expression))
        {
            if (lambda.Function.Body is not null) foreach (var inner in lambda.Function.Body.Statements) Print(text, inner, depth + 1);
        }
    }

    private static IEnumerable<LambdaExpression> LambdasIn(Expression expression) => expression switch
    {
        LambdaExpression lambda => [lambda],
        CallExpression call => call.Arguments.SelectMany(argument => LambdasIn(argument.Value)),
        AwaitExpression await => LambdasIn(await.Operand),
        AssignExpression assign => LambdasIn(assign.Value),
        ObjectExpression entries => entries.Entries.SelectMany(entry => LambdasIn(entry.Value)),
        _ => [],
    };

    public static string Of(Expression? expression) => expression switch
    {
        null => "nothing",
        NameExpression name => name.Name,
        LiteralExpression { Kind: LiteralKind.String } literal => $"'{literal.Value}'",
        LiteralExpression literal => literal.Value,
        TemplateExpression template => $"[{string.Join(" + ", template.Parts.Select(Of))}]",
        MemberExpression member => $"{Of(member.Target)}.{member.Name}",
        IndexExpression index => $"{Of(index.Target)}[{Of(index.Index)}]",
        CallExpression call => $"{(call.IsNew ? "new " : "")}{Of(call.Callee)}({Arguments(call.Arguments)})",
        ObjectExpression entries => $"{{{Arguments(entries.Entries)}}}",
        ListExpression list => $"({string.Join(", ", list.Items.Select(Of))})",
        ComprehensionExpression comprehension => $"({Of(comprehension.Item)} for {Of(comprehension.Target)} in {Of(comprehension.Source)})",
        LambdaExpression lambda => $"λ({string.Join(", ", lambda.Function.Parameters.Select(parameter => parameter.Name))})",
        UnaryExpression unary => $"({unary.Operator} {Of(unary.Operand)})",
        BinaryExpression binary => $"({Of(binary.Left)} {binary.Operator} {Of(binary.Right)})",
        AssignExpression assign => $"{Of(assign.Target)} {assign.Operator} {Of(assign.Value)}",
        ConditionalExpression conditional => $"({Of(conditional.Condition)} ? {Of(conditional.Then)} : {Of(conditional.Else)})",
        AwaitExpression await => $"await {Of(await.Operand)}",
        CastExpression cast => $"({cast.Type}) {Of(cast.Operand)}",
        OpaqueExpression opaque => $"<{string.Join(" ", opaque.Parts.Select(Of))}>",
        _ => "?",
    };

    private static string Arguments(IEnumerable<Argument> arguments) => string.Join(
        ", ", arguments.Select(argument => $"{(argument.IsSpread ? "..." : "")}{(argument.Name is null ? "" : argument.Name + ": ")}{Of(argument.Value)}"));
}
