using System.Collections.Frozen;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Query builders, read as the SQL that they build: Drizzle, Knex, Kysely, Supabase, TypeORM's, SQLAlchemy's. Tags as those of
/// <see cref="Queries"/>.
/// </summary>
internal sealed class BuilderStores : Recogniser
{
    private static readonly FrozenSet<string> Ends = new[]
    {
        "insert", "values", "set", "update", "upsert", "delete", "del", "where", "andWhere", "select", "from", "onConflictDoNothing", "onConflictDoUpdate", "onDuplicateKeyUpdate",
        "onConflict", "ignore", "merge", "returning", "returningAll", "execute", "executeTakeFirst", "executeTakeFirstOrThrow", "increment", "decrement", "sum", "count", "max", "first",
        "forUpdate", "skipLocked", "limit", "offset", "orderBy", "groupBy", "getOne", "getMany", "getRawOne", "getRawMany", "getCount", "orIgnore", "orUpdate", "run", "get", "all", "eq",
        "gte", "lte", "lt", "gt", "neq", "in", "is", "single", "maybeSingle", "findMany", "findFirst", "scalar", "scalars", "exec", "one", "one_or_none", "scalar_one", "scalar_one_or_none",
        "with_for_update", "filter", "filter_by", "fetch_one", "fetch_all", "fetchval", "transacting", "truncate", "for", "fetchone", "fetchall", "mappings", "stream", "whereIn",
        "whereBetween", "whereNull", "range", "order", "first_or_none", "pluck", "as", "delete_", "having",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (moment.Link == call || call.IsNew || !Ends.Contains(callee.Last)) return;
        var chain = Chain.Of(call, moment);
        var query = new StoreQuery(moment);
        if (!Starts(chain, query, out var from)) return;
        for (var index = from; index < chain.Links.Count; index++) Clauses.Apply(chain.Links[index], chain, query);
        if (query.Table is null) return;
        query.Note(call, callee.Path, use);
    }

    /// <summary>Finds the table and what is done with it where the chain begins.</summary>
    private static bool Starts(Chain chain, StoreQuery query, out int from)
    {
        from = 0;
        var moment = query.Moment;
        if (chain.Links.Count == 0) return false;
        var first = chain.Links[0];
        // SQLAlchemy: a statement that is built and then handed over.
        if (first.Name is "execute" or "scalar" or "scalars" or "exec" or "stream" or "fetch_one" or "fetch_all" or "fetchval" && first.First is { } built)
        {
            if (moment.Resolve(built) is not CallExpression statement) return false;
            var inner = Chain.Of(statement, moment);
            if (inner.Links.Count == 0 || inner.Root is not null && inner.Owner is not ("sa" or "sqlalchemy" or "postgresql" or "pg" or "sql")) return false;
            if (inner.Links[0].Name is not ("select" or "insert" or "pg_insert" or "sqlite_insert" or "mysql_insert" or "update" or "delete" or "upsert")) return false;
            foreach (var link in inner.Links) Clauses.Apply(link, inner, query);
            if (first.Name is "scalar") query.IsOne = true;
            from = 1;
            return query.Verb.Length > 0;
        }

        var single = chain.Links.Count == 1;
        switch (first.Name)
        {
            case "insertInto" or "updateTable" or "deleteFrom" or "selectFrom":
                return true;
            case "insert" or "update" or "delete" when !single && first.First is NameExpression or MemberExpression && chain.Root is not null && chain.Has("values", "set", "where", "returning", "into"):
                return true;
            case "delete" when chain.Root is not null && first.First is NameExpression or MemberExpression && moment.Facts.Imports("drizzle-orm"):
                return true;
            case "select" or "selectDistinct" or "selectDistinctOn" when chain.Root is not null && chain.Has("from"):
                return true;
            case "query" when chain.Root is not null && first.First is not null and not LiteralExpression and not TemplateExpression && Words.Of(chain.Path).Overlaps(["session", "db"]) && !single:
                return true;
            case "from" or "table" or "from_" when !single && first.First is LiteralExpression { Kind: LiteralKind.String } && chain.Root is not null:
                query.Table = TableNames.Of(first.First, moment);
                query.Verb = "select";
                from = 1;
                return true;
            case "createQueryBuilder" when chain.Root is not null:
                query.Table = TableNames.Of(chain.Root, moment) is { } table && table is not ("data_source" or "manager" or "connection" or "entity_manager") ? table : null;
                query.Verb = "select";
                from = 1;
                return true;
            case "findMany" or "findFirst" when chain.Root is MemberExpression { Target: MemberExpression { Name: "query" } }:
                query.Table = TableNames.Of(chain.Owner);
                return true;
        }

        // knex("usage"), trx("usage")
        if (chain.Root is null && !single && first.First is LiteralExpression { Kind: LiteralKind.String } && first.Call.Arguments.Length == 1
            && first.Name is "knex" or "db" or "trx" or "tx" or "k" or "database" or "conn" or "qb")
        {
            query.Table = TableNames.Of(first.First, moment);
            query.Verb = "select";
            from = 1;
            return true;
        }

        return false;
    }
}
