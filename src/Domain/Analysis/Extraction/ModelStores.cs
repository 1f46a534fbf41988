using System.Collections.Frozen;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Models, repositories and collections whose methods say all at once: Prisma, Sequelize, TypeORM, Mongoose, MongoDB, Django, EF Core,
/// SQLAlchemy's session. Tags as those of <see cref="Queries"/>; <c>pending</c> (written when the unit of work is saved), <c>wrapped</c> (what
/// is written comes from elsewhere).
/// </summary>
internal sealed class ModelStores : Recogniser
{
    /// <summary>Operations of stores alone.</summary>
    private static readonly FrozenSet<string> Own = Set(
        "createMany", "createManyAndReturn", "updateMany", "deleteMany", "findUnique", "findUniqueOrThrow", "findFirstOrThrow", "findMany", "findFirst", "bulkCreate", "findOrCreate",
        "findAll", "findByPk", "findAndCountAll", "updateOne", "deleteOne", "insertOne", "insertMany", "findOneAndUpdate", "findOneBy", "findOneByOrFail", "findOneOrFail", "countDocuments",
        "findByIdAndUpdate", "insert_one", "insert_many", "update_one", "update_many", "find_one_and_update", "find_one", "delete_one", "delete_many", "get_or_create", "update_or_create",
        "bulk_create", "bulk_insert_mappings", "bulk_save_objects", "InsertOneAsync", "UpdateOneAsync", "FindOneAndUpdateAsync", "InsertManyAsync", "ExecuteUpdateAsync", "ExecuteDeleteAsync",
        "SumAsync", "CountAsync", "LongCountAsync", "AnyAsync", "MaxAsync", "FirstOrDefaultAsync", "FirstAsync", "SingleOrDefaultAsync", "SingleAsync", "ToListAsync", "ToArrayAsync",
        "FindAsync", "AddRangeAsync", "AddAsync", "upsert", "groupBy", "count_documents", "replaceOne", "get_or_none", "abulk_create", "acreate", "aget_or_create", "findOrFail", "BulkInsertAsync");

    /// <summary>Operations whose names other things have as well: what they are made on decides.</summary>
    private static readonly FrozenSet<string> Shared = Set(
        "create", "update", "delete", "aggregate", "count", "sum", "increment", "decrement", "find", "findOne", "save", "insert", "add", "add_all", "merge", "all", "filter", "get", "first",
        "exists", "Add", "AddRange", "Sum", "Count", "Any", "ToList", "FirstOrDefault", "First", "Single", "SingleOrDefault", "Find", "Remove", "RemoveRange", "Update", "destroy", "values",
        "last", "latest", "values_list", "order_by", "iterator", "max", "remove", "softDelete", "exclude", "select_for_update", "toArray", "lean", "exec", "annotate", "aaggregate", "aupdate");

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (moment.Link == call || call.IsNew) return;
        if (!Own.Contains(callee.Last) && !Shared.Contains(callee.Last)) return;
        // An array is asked by a function: items.find(item => …).
        if (callee.Last == "find" && call.Arguments is [{ Value: LambdaExpression }, ..]) return;
        var chain = Chain.Of(call, moment);
        if (chain.Root is null || chain.Links.Count == 0 || !IsStore(chain, moment)) return;
        var query = new StoreQuery(moment) { Table = TableOf(chain, moment, out var from) };
        if (query.Table is null) return;
        for (var index = from; index < chain.Links.Count; index++) Operations.Apply(chain.Links[index], chain, query);
        if (query.Verb.Length == 0 && from < chain.Links.Count && IsQuerySet(chain))
        {
            if (use.Variable is null) query.Verb = "select";
            else if (IsCut(use.Variable, moment)) (query.Verb, query.Limits) = ("select", true);
        }

        query.Note(call, callee.Path, use);
    }

    /// <summary>Whether a function only asks for the first rows of a query set that it holds: <c>rows[:LIMIT]</c>.</summary>
    private static bool IsCut(string rows, Moment moment) => moment.Tree.File.Language == Language.Python && Inside.Any(moment.InnermostFunction.Function?.Body, part => part is IndexExpression { Target: NameExpression name } index && name.Name == rows
        && moment.Tree.File.Text.AsSpan(name.Span.End, Math.Max(0, index.Span.End - name.Span.End)).TrimStart() is ['[', ':', not ('-' or ']'), ..]);

    private static bool IsQuerySet(Chain chain) => chain.Owner == "objects" || chain.Links.Any(link => link.Name is "Where" or "find");

    private static bool IsStore(Chain chain, Moment moment)
    {
        var first = chain.Links[0];
        if (first.Name is "query" or "execute" or "select" or "createQueryBuilder" or "scalar" or "scalars" or "selectFrom" or "insertInto") return false;
        var words = Words.Of(chain.Path);
        if (words.Overlaps(Elsewhere)) return false;
        switch (moment.Tree.File.Language)
        {
            case Language.CSharp:
                return words.Overlaps(Contexts) || first.Name is "Set" or "GetCollection" || (words.Contains("collection") && chain.Links[^1].Name.EndsWith("Async", StringComparison.Ordinal))
                    || (chain.Links[^1].Name is "ExecuteUpdateAsync" or "ExecuteDeleteAsync" or "SumAsync");
            case Language.Python:
                return chain.Owner is "objects" or "_default_manager" || first.Name is "select_for_update" || words.Contains("session") || words.Contains("collection")
                    || first.Name.EndsWith("_one", StringComparison.Ordinal) || first.Name.EndsWith("_many", StringComparison.Ordinal) || first.Name is "find_one_and_update";
            default:
                if (words.Contains("prisma") || words.Overlaps(Repositories) || first.Name is "collection" or "getRepository") return true;
                // A model by its class name; a client of a transaction with a model on it.
                if (chain.Root is NameExpression { Name: [>= 'A' and <= 'Z', ..] name }) return name is not ("Object" or "Array" or "Promise" or "Math" or "JSON" or "Reflect" or "Map" or "Set");
                return chain.Root is MemberExpression && (Own.Contains(first.Name) || Clauses.Entry(first.First, "data", moment) is not null || Clauses.Entry(first.First, "where", moment) is not null)
                    || first.Name is "insertOne" or "updateOne" or "findOneAndUpdate" or "insertMany" or "bulkWrite" or "countDocuments";
        }
    }

    private static string? TableOf(Chain chain, Moment moment, out int from)
    {
        from = 0;
        var first = chain.Links[0];
        if (first.Name is "collection" or "GetCollection" or "getRepository" or "Set" or "Collection")
        {
            from = 1;
            return first.Name == "Set" || first.Name == "GetCollection" && first.First is null ? TypeArgument(first, moment)
                : TableNames.Of(first.First, moment);
        }

        // What a session or manager writes is named by what it is given.
        if (chain.Owner is "session" or "_session" or "manager" or "entityManager" or "em" or "_context" or "context" or "_db" or "_dbContext" or "dbContext")
        {
            return first.First switch
            {
                CallExpression made when Callee.Of(made.Callee).Last is { Length: > 0 } name && char.IsUpper(name[0]) => TableNames.Of(name),
                NameExpression given when moment.Resolve(given) is CallExpression made && Callee.Of(made.Callee).Last is { Length: > 0 } name && char.IsUpper(name[0]) => TableNames.Of(name),
                ListExpression { Items: [CallExpression made, ..] } => TableNames.Of(Callee.Of(made.Callee).Last),
                ComprehensionExpression { Item: CallExpression made } => TableNames.Of(Callee.Of(made.Callee).Last),
                NameExpression { Name: [>= 'A' and <= 'Z', ..] } entity => TableNames.Of(entity.Name),
                _ => null,
            };
        }

        return TableNames.Of(chain.Root, moment);
    }

    /// <summary><c>db.Set&lt;UsageEvent&gt;()</c></summary>
    private static string? TypeArgument(ChainLink link, Moment moment)
    {
        var text = Snippet.Of(moment.Tree.File.Text, link.Call.Span, 120);
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text.IndexOf('>', open);
        return close > open + 1 ? TableNames.Of(text[(open + 1)..close]) : null;
    }

    private static readonly FrozenSet<string> Contexts = Set("db", "context", "database", "ctx", "repository", "repo", "session");

    /// <summary>A context or session of something else.</summary>
    private static readonly FrozenSet<string> Elsewhere = Set("http", "request", "response", "items", "headers", "params", "requests", "state", "cache", "redis", "queue");

    private static readonly FrozenSet<string> Repositories = Set("repository", "repo", "model", "collection", "manager");

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
