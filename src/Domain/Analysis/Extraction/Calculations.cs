using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Arithmetic on what is measured and charged. Tags: <c>accumulate</c> (added to a total; target: the total's name), <c>divide</c> (by a constant of a
/// unit; target: the constant), <c>days</c> (by the days of a month or year, as a constant; target: the constant), <c>default</c> (zero is taken for what is
/// missing or cannot be read; <c>parse</c> when it is a failed conversion), <c>declare</c> (a number of binary floating point; target: its name). Field
/// <c>value</c>: what is added, divided or missing.
/// </summary>
internal sealed class Calculations : Recogniser
{
    private static readonly string[] Sizes = ["byte", "bytes", "size", "kb", "mb", "gb", "kib", "mib", "length", "octets", "egress", "ingress", "transfer", "storage"];

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        var name = NameOf(target);
        if (name.Length == 0) return;
        if (@operator == "+=" && IsNumeric(value))
        {
            Note(node, name, "accumulate", value, moment);
        }
        else if (@operator == "=" && value is BinaryExpression { Operator: "+", Left: var left, Right: var added } && NameOf(left) == name && IsNumeric(added) && moment.TextOf(left) == moment.TextOf(target))
        {
            Note(node, name, "accumulate", added, moment);
        }
        else if (@operator == "=" && value is ConditionalExpression { Else: LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0m" or "0.0" or "0n" }, Condition: var condition } && Converts(condition))
        {
            Note(node, name, "default", condition, moment, "parse");
        }
        else if (type?.TrimEnd('?') is "double" or "float" && SpeaksOfMeasure(name))
        {
            moment.Facts.Add(moment.Site(SiteKind.Calculate, node, moment.TextOf(node)) with { Target = name, Tags = ["declare"] });
        }
    }

    public override void Binary(BinaryExpression binary, Moment moment)
    {
        switch (binary.Operator)
        {
            case "/" or "//" or "*" when binary.Right is LiteralExpression { Kind: LiteralKind.Number, Value: var digits }:
                if (IsDays(digits)) Note(binary, digits, "days", binary.Left, moment);
                else if (IsUnit(digits) && Words.Of(moment.TextOf(binary.Left)).Overlaps(Sizes)) Note(binary, Plain(digits), "divide", binary.Left, moment);
                break;
            case "/" when binary.Right is NameExpression && moment.Resolve(binary.Right) is LiteralExpression { Kind: LiteralKind.Number, Value: var named } && IsDays(named):
                Note(binary, named, "days", binary.Left, moment);
                break;
            case "??" or "||" or "or" when binary.Right is LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0m" or "0.0" or "0n" } && SpeaksOfMeasure(moment.TextOf(binary.Left)):
                Note(binary, "0", "default", binary.Left, moment, Converts(binary.Left) ? "parse" : null);
                break;
        }
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        switch (callee.Last)
        {
            case "sum" or "Sum" or "reduce" or "sumBy" or "fsum" when !call.Arguments.IsEmpty:
                Note(call, use.Variable ?? "", "accumulate", SummedBy(call), moment);
                break;
            case "get" or "GetValueOrDefault" when SpeaksOfMeasure(KeyOf(call)) && call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } key }, { Value: LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0m" or "0.0" } }]:
                Note(call, key.Value, "default", call, moment);
                break;
        }
    }

    /// <summary>A conversion whose failure is answered by zero.</summary>
    public override void Statement(Statement statement, Moment moment)
    {
        switch (statement)
        {
            case TryStatement { Catches: [_, ..] catches }:
                foreach (var clause in catches)
                {
                    if (clause.Type is { } type && !type.Contains("Value", StringComparison.Ordinal) && !type.Contains("Format", StringComparison.Ordinal)
                        && !type.Contains("Type", StringComparison.Ordinal) && !type.Contains("Key", StringComparison.Ordinal) && !type.Contains("Invalid", StringComparison.Ordinal))
                    {
                        continue;
                    }

                    foreach (var inner in clause.Body.Statements) NoteZero(inner, moment);
                }

                break;
            case IfStatement { Condition: UnaryExpression { Operator: "!" or "not", Operand: CallExpression tried }, Then: var then } when Converts(tried):
                foreach (var inner in then is Block block ? block.Statements : [then]) NoteZero(inner, moment);
                break;
        }
    }

    private static void NoteZero(Statement statement, Moment moment)
    {
        if (statement is ExpressionStatement { Expression: AssignExpression { Operator: "=", Value: LiteralExpression { Kind: LiteralKind.Number, Value: "0" or "0m" or "0.0" } } assign }
            && NameOf(assign.Target) is { Length: > 0 } name)
        {
            Note(assign, name, "default", assign.Target, moment, "parse");
        }
    }

    /// <summary>Whether an expression reads a number from text, or tests whether that can be done.</summary>
    private static bool Converts(Expression expression) => expression switch
    {
        CallExpression call => Callee.Of(call.Callee).Last is "parseInt" or "parseFloat" or "Number" or "TryParse" or "isFinite" or "isInteger" or "int" or "float"
            or "isNaN" or "isdigit" or "isSafeInteger" or "Parse",
        UnaryExpression unary => Converts(unary.Operand),
        _ => false,
    };

    /// <summary>What says how much each element adds: the chain before the sum, when it maps them, or else what the sum is given.</summary>
    private static Expression SummedBy(CallExpression call) =>
        call.Callee is MemberExpression { Target: CallExpression { Callee: MemberExpression { Name: "map" or "Select" } } } ? call
        : call.Arguments[^1].Value is LambdaExpression lambda ? lambda
        : call.Arguments[0].Value;

    private static string KeyOf(CallExpression call) => call.Arguments is [{ Value: LiteralExpression key }, ..] ? key.Value : "";

    private static bool IsNumeric(Expression value) => value is not (TemplateExpression or ListExpression or ObjectExpression or LiteralExpression);

    private static string NameOf(Expression target) => target switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        IndexExpression index => NameOf(index.Target),
        _ => "",
    };

    private static bool SpeaksOfMeasure(string name) => Words.Of(name).Overlaps(Vocabulary.Quantity) || Vocabulary.SpeaksOfUsage(name);

    private static bool IsDays(string digits) => digits is "30" or "30.0" or "30m" or "31" or "365" or "365.0" or "30.44" or "30.4" or "30.4375" or "30.42" or "28";

    private static bool IsUnit(string digits) => Plain(digits) is "1000" or "1000000" or "1000000000" or "1e3" or "1e6" or "1e9" or "1024" or "1048576" or "1073741824";

    private static string Plain(string digits) => digits.Replace("_", "", StringComparison.Ordinal).Replace(".0", "", StringComparison.Ordinal).TrimEnd('m', 'M', 'n', 'L', 'd', 'f');

    private static void Note(Node node, string target, string tag, Expression value, Moment moment, string? more = null) =>
        moment.Facts.Add(moment.Site(SiteKind.Calculate, node, moment.TextOf(node)) with
        {
            Target = target,
            Tags = more is null ? [tag] : [tag, more],
            Fields = [new FieldFact("value", moment.LinesOf(value), moment.Trace(value))],
        });
}
