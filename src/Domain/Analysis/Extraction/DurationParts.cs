using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// One component of a span of time that is taken for its whole: <c>span.Minutes</c> of C#, <c>delta.seconds</c> of Python, <c>moment.duration(…).minutes()</c>. A calculation
/// with the tag <c>component</c>; target: the component. Where the function looks at the greater components of the same span as well, it is none.
/// </summary>
internal sealed class DurationParts : Recogniser
{
    private static readonly string[] Greatest = ["Days", "Hours", "Minutes", "Seconds", "Milliseconds"];

    private static readonly string[] Called = ["days", "hours", "minutes", "seconds"];

    public override void Statement(Statement statement, Moment moment)
    {
        if (statement is ReturnStatement { Value: { } value }) Look(value, moment);
    }

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment) => Look(value, moment);

    public override void Binary(BinaryExpression binary, Moment moment)
    {
        if (binary.Operator is not ("+" or "-" or "*" or "/" or "//")) return;
        Look(binary.Left, moment);
        Look(binary.Right, moment);
    }

    public override void Object(ObjectExpression entries, Moment moment)
    {
        foreach (var entry in entries.Entries) Look(entry.Value, moment);
    }

    private static void Look(Expression value, Moment moment)
    {
        while (value is CastExpression cast) value = cast.Operand;
        if (value is ConditionalExpression choice)
        {
            Look(choice.Then, moment);
            Look(choice.Else, moment);
            return;
        }

        var (span, part) = PartOf(value, moment);
        if (span is null || !IsSpan(span, moment) || LooksFurther(span, part, moment)) return;
        moment.Facts.Add(moment.Site(SiteKind.Calculate, value, moment.TextOf(value)) with { Target = part, Tags = ["component"] });
    }

    private static (Expression? Span, string Part) PartOf(Expression value, Moment moment) => (value, moment.Tree.File.Language) switch
    {
        (MemberExpression { Name: "Hours" or "Minutes" or "Seconds" or "Milliseconds" } member, Language.CSharp) => (member.Target, member.Name),
        (MemberExpression { Name: "seconds" or "microseconds" } member, Language.Python) => (member.Target, member.Name),
        (CallExpression { IsNew: false, Arguments.IsEmpty: true, Callee: MemberExpression { Name: "hours" or "minutes" or "seconds" } member }, Language.JavaScript or Language.TypeScript) => (member.Target, member.Name),
        _ => (null, ""),
    };

    /// <summary>Whether it is the difference of two times.</summary>
    private static bool IsSpan(Expression span, Moment moment) => moment.Resolve(span) switch
    {
        BinaryExpression { Operator: "-" } when moment.Tree.File.Language is Language.CSharp or Language.Python => true,
        CallExpression { Callee: MemberExpression { Name: "duration" } called } => Callee.PathOf(called, 3) is "moment.duration" or "dayjs.duration",
        CallExpression { Callee: MemberExpression { Name: "Subtract" or "GetElapsedTime" } } => true,
        MemberExpression { Name: "Elapsed" } => true,
        _ => false,
    };

    /// <summary>Whether the function also takes a greater component of the same span, or its total.</summary>
    private static bool LooksFurther(Expression span, string part, Moment moment)
    {
        var name = moment.TextOf(span);
        var greater = moment.Tree.File.Language switch
        {
            Language.CSharp => Greatest[..Array.IndexOf(Greatest, part)],
            Language.Python => ["days"],
            _ => Called[..Array.IndexOf(Called, part)],
        };
        return Inside.Any(moment.InnermostFunction.Function?.Body, each => each is MemberExpression member
            && (greater.Contains(member.Name) || member.Name.StartsWith("Total", StringComparison.Ordinal) || member.Name is "total_seconds" or "Ticks" or "asMinutes" or "asSeconds" or "asHours" or "asMilliseconds")
            && moment.TextOf(member.Target) == name);
    }
}
