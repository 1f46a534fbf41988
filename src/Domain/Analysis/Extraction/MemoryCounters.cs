using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Counts that are kept in the memory of the process: <c>totals[key] += n</c>, <c>totals.set(key, before + n)</c>. Tag: <c>counter</c>; target: the map
/// or variable.
/// </summary>
internal sealed class MemoryCounters : Recogniser
{
    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (node is not AssignExpression) return;
        if (@operator is not ("+=" or "-=") && !(@operator == "=" && target is IndexExpression && value is BinaryExpression { Operator: "+" or "-" })) return;
        Note(target, node, moment);
    }

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last is "AddOrUpdate" or "set" && call.Callee is MemberExpression member && call.Arguments.Length >= 2
            && (callee.Last == "AddOrUpdate" || moment.Resolve(call.Arguments[1].Value) is BinaryExpression { Operator: "+" or "-" }))
        {
            Note(member.Target, call, moment);
        }
        else if (callee.Path is "Interlocked.Add" or "Interlocked.Increment" && call.Arguments is [{ Value: var counter }, ..])
        {
            Note(counter, call, moment);
        }
    }

    private static void Note(Expression counter, Node node, Moment moment)
    {
        if (ProcessMemory.NameOf(counter, moment) is { } name)
        {
            moment.Facts.Add(moment.Site(SiteKind.Collect, node, name) with { Target = name, Tags = ["counter"] });
        }
    }
}
