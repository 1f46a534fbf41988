using System.Collections.Frozen;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Amounts that the program works out from what it has read, on an entity that is saved afterwards: <c>wallet.Credits -= cost</c>. A write of
/// kind <c>update</c> with the tags <c>change</c> and <c>pending</c>; what stood in the store meanwhile is lost.
/// </summary>
internal sealed class EntityChanges : Recogniser
{
    private static readonly FrozenSet<string> Readings = new[]
    {
        "SingleAsync", "SingleOrDefaultAsync", "FirstAsync", "FirstOrDefaultAsync", "FindAsync", "Single", "SingleOrDefault", "First", "FirstOrDefault", "Find", "get", "first", "one", "one_or_none", "scalar_one", "scalar_one_or_none",
        "scalar", "get_or_none", "aget", "get_object_or_404", "findOne", "findOneBy", "findOneOrFail", "findOneByOrFail", "findById", "findByPk", "findOneById", "exec", "lean", "orFail", "orElseThrow",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Savings = new[]
    {
        "SaveChangesAsync", "SaveChanges", "save", "asave", "commit", "CommitAsync", "flush", "persist", "persistAndFlush", "begin", "SaveAsync", "Save", "UpdateAsync",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Amounts = new[]
    {
        "used", "usage", "consumed", "consumption", "spent", "credits", "credit", "balance", "remaining", "funds", "tokens", "quota", "units", "allowance", "available",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (target is not MemberExpression { Target: NameExpression entity } member || @operator is not ("=" or "+=" or "-=")) return;
        var words = Words.Of(member.Name);
        if (!words.Overlaps(Amounts) || (@operator == "=" && !IsMadeFrom(member, value, moment))) return;
        if (moment.Resolve(entity) is not CallExpression read || !Readings.Contains(Callee.Of(read.Callee).Last)) return;
        if (moment.Function.Function is not { } function || !Inside.Any(function.Body, IsSaving)) return;
        var column = StoreQuery.Sql(member.Name);
        var query = new QueryFact
        {
            Verb = "update",
            Table = TableNames.Of(entity.Name),
            Assignments = [new AssignmentFact(column, moment.TextOf(value).ToLowerInvariant(), false, moment.LinesOf(value).First)],
        };
        moment.Facts.Add(moment.Site(SiteKind.Write, node, Callee.PathOf(member, 4)) with
        {
            Target = query.Table,
            Tags = ["change", "pending"],
            Fields = [new FieldFact(column, moment.LinesOf(value), moment.Trace(value))],
            Query = query,
        });
    }

    private static bool IsSaving(Expression expression) => expression is CallExpression { Callee: MemberExpression { Name: var name } } && Savings.Contains(name);

    /// <summary>Whether a new value is calculated from the old one, in the statement itself or before.</summary>
    private static bool IsMadeFrom(MemberExpression member, Expression value, Moment moment)
    {
        var resolved = moment.Resolve(value);
        return Inside.Any(resolved ?? value, part => part is BinaryExpression { Operator: "+" or "-" } sum && (IsSame(sum.Left) || IsSame(sum.Right)));

        bool IsSame(Expression side) => (moment.Resolve(side) ?? side) is MemberExpression { Target: NameExpression of } old && old.Name == member.Name && of.Name == ((NameExpression)member.Target).Name;
    }
}
