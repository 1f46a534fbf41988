using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// A loaded object's amount is changed in memory and the object saved: <c>wallet.credits -= cost; session.commit()</c>. It is a write of the value computed
/// here over whatever is stored by then. Kind Write, tags <c>overwrite</c> and <c>pending</c>; the table is called after the object.
/// </summary>
internal sealed class EntityChanges : Recogniser
{
    private static readonly HashSet<string> Amounts = new(StringComparer.Ordinal)
    {
        "used", "usage", "consumed", "spent", "balance", "credits", "credit", "remaining", "tokens", "minutes", "requests", "calls", "units", "count", "quantity", "total",
    };

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (target is not MemberExpression { Target: NameExpression { Name: var entity } owner } member || node is not AssignExpression || entity is "this" or "self") return;
        var name = Words.Of(member.Name);
        if (!name.Overlaps(Amounts) || !IsChange(member, @operator, value) || !IsLoaded(owner, moment)) return;
        if (moment.Frames.OfType<FunctionFrame>().Last().Function?.Body is not { } body || !Inside.Any(body, expression => expression is CallExpression call && IsSave(call, entity))) return;
        var column = string.Join('_', name);
        moment.Facts.Add(moment.Site(SiteKind.Write, node, Callee.PathOf(member, 4)) with
        {
            Target = Table(entity),
            Tags = ["overwrite", "pending"],
            Fields = [new FieldFact(column, moment.LinesOf(value), moment.Trace(value))],
            Query = new QueryFact
            {
                Verb = "update",
                Table = Table(entity),
                Tables = [Table(entity)],
                Assignments = [new AssignmentFact(column, Snippet.Of(moment.Tree.File.Text, value.Span, 80), false, moment.LinesOf(node).First)],
            },
        });
    }

    private static bool IsChange(MemberExpression member, string @operator, Expression value) =>
        @operator is "+=" or "-=" || (@operator == "=" && (value is BinaryExpression { Operator: "+" or "-", Left: MemberExpression before } && before.Name == member.Name || value is LiteralExpression));

    /// <summary>Whether an object comes from a call, or is one of what a call gave, or was handed in.</summary>
    private static bool IsLoaded(NameExpression owner, Moment moment)
    {
        var binding = moment.Scope.Find(owner.Name, owner.Span.Start, out var isParameter);
        if (binding is null) return false;
        return isParameter || binding.IsElement || binding.Value is AwaitExpression or CallExpression { IsNew: false };
    }

    private static bool IsSave(CallExpression call, string entity) => Callee.Of(call.Callee) is var callee && callee.Last switch
    {
        "save" or "Save" or "SaveAsync" => callee.Path.StartsWith(entity + ".", StringComparison.Ordinal) || call.Arguments.Any(argument => argument.Value is NameExpression name && name.Name == entity),
        "SaveChangesAsync" or "SaveChanges" or "commit" or "flush" or "persist" or "CommitAsync" => true,
        "update" or "UpdateAsync" or "Update" or "put" or "replaceOne" or "ReplaceOneAsync" => call.Arguments.Any(argument => argument.Value is NameExpression name && name.Name == entity),
        _ => false,
    };

    private static string Table(string entity)
    {
        var words = new List<string>();
        Words.AddTo(words, entity);
        return words.Count == 0 ? entity : string.Join('_', words);
    }
}
