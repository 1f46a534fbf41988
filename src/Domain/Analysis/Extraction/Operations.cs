using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What one method of a model, repository or collection does.</summary>
internal static class Operations
{
    public static void Apply(ChainLink link, Chain chain, StoreQuery query)
    {
        switch (link.Name)
        {
            case "create" or "createMany" or "createManyAndReturn" or "bulkCreate" or "insert" or "insertOne" or "insertMany" or "insert_one" or "insert_many" or "InsertOneAsync"
                or "InsertManyAsync" or "bulk_create" or "abulk_create" or "acreate" or "save" or "bulk_insert_mappings" or "bulk_save_objects" or "BulkInsertAsync":
                Insert(link, query);
                break;
            case "add" or "add_all" or "Add" or "AddAsync" or "AddRange" or "AddRangeAsync":
                Insert(link, query);
                query.Tags.Add("pending");
                break;
            case "get_or_create" or "aget_or_create" or "findOrCreate":
                query.Verb = "insert";
                query.OnConflict = "nothing";
                query.Returns = true;
                AssignNamedOr(link, query, "where", "defaults");
                break;
            case "update_or_create":
                query.Verb = "insert";
                query.OnConflict = "update";
                AssignNamedOr(link, query, "where", "defaults");
                break;
            case "upsert":
                Upsert(link, query);
                break;
            case "merge":
                query.Verb = "insert";
                query.OnConflict = "update";
                query.AssignEach(link.First);
                query.Tags.Add("pending");
                break;
            case "update" or "updateMany" or "aupdate" or "updateOne" or "update_one" or "update_many" or "findOneAndUpdate" or "find_one_and_update" or "findByIdAndUpdate" or "UpdateOneAsync"
                or "FindOneAndUpdateAsync" or "replaceOne" or "Update":
                Update(link, query);
                break;
            case "ExecuteUpdateAsync":
                query.Verb = "update";
                SetProperties(link.First, query);
                break;
            case "increment" or "decrement" or "inc" when link.First is not null:
                Increment(link, query);
                break;
            case "delete" or "deleteMany" or "deleteOne" or "delete_one" or "delete_many" or "destroy" or "Remove" or "RemoveRange" or "ExecuteDeleteAsync" or "remove" or "softDelete":
                query.Verb = "delete";
                AddWhere(link, query);
                break;
            default:
                Reads.Apply(link, chain, query);
                break;
        }
    }

    private static void Insert(ChainLink link, StoreQuery query)
    {
        query.Verb = "insert";
        var moment = query.Moment;
        if (Clauses.Flag(link, "skipDuplicates", moment) || Clauses.Flag(link, "ignoreDuplicates", moment) || Clauses.Flag(link, "ignore_conflicts", moment)) query.OnConflict = "nothing";
        if (Clauses.Flag(link, "update_conflicts", moment) || Clauses.Entry(link.Second, "updateOnDuplicate", moment) is not null) query.OnConflict = "update";
        var rows = Clauses.Entry(link.First, "data", moment) ?? (IsEntity(link.First) ? link.Second ?? link.First : link.First);
        if (rows is null || !query.AssignEach(rows))
        {
            if (link.Call.Arguments.Any(argument => argument.Name is not null and not "ignore_conflicts" and not "batch_size")) Clauses.AssignNamed(link, query);
            else query.Tags.Add("wrapped");
        }
    }

    private static void Upsert(ChainLink link, StoreQuery query)
    {
        query.Verb = "insert";
        query.OnConflict = "update";
        var moment = query.Moment;
        if (Clauses.Entry(link.First, "create", moment) is { } create)
        {
            query.AssignEach(create);
            if (Clauses.Entry(link.First, "update", moment) is not { } update) return;
            // An update of nothing: the row that is there stays.
            if (moment.Resolve(update) is ObjectExpression { Entries.IsEmpty: true }) query.OnConflict = "nothing";
            else query.AssignEach(update);
            return;
        }

        if (!query.AssignEach(IsEntity(link.First) ? link.Second : link.First)) query.Tags.Add("wrapped");
    }

    private static void Update(ChainLink link, StoreQuery query)
    {
        query.Verb = "update";
        var moment = query.Moment;
        if (Clauses.Entry(link.First, "data", moment) is { } data)
        {
            query.AssignEach(data);
            Conditions.Add(Clauses.Entry(link.First, "where", moment), query);
            return;
        }

        // Django: update(used=F("used") + n)
        if (link.Call.Arguments.Length > 0 && link.Call.Arguments.All(argument => argument.Name is not null))
        {
            Clauses.AssignNamed(link, query);
            return;
        }

        // Sequelize: update(values, { where }); the others: update(where, changes).
        if (Clauses.Entry(link.Second, "where", moment) is { } where)
        {
            query.AssignEach(link.First);
            Conditions.Add(where, query);
            return;
        }

        var (condition, changes) = IsEntity(link.First) && link.Call.Arguments.Length > 2 ? (link.Second, link.Call.Arguments[2].Value) : (link.First, link.Second);
        Conditions.Add(condition, query);
        AddChanges(changes, query);
        if (Clauses.Flag(link, "upsert", moment))
        {
            query.Verb = "insert";
            query.OnConflict = "update";
            AssignConditions(condition, query);
        }
    }

    /// <summary>MongoDB: <c>{ $inc: { used: n }, $set: { … } }</c>.</summary>
    private static void AddChanges(Expression? changes, StoreQuery query)
    {
        if (changes is null) return;
        if (query.Moment.Resolve(changes) is not ObjectExpression entries || !entries.Entries.Any(entry => entry.Name is ['$', ..]))
        {
            query.AssignEach(changes);
            return;
        }

        foreach (var entry in entries.Entries)
        {
            if (entry.Name is "$inc" && query.Moment.Resolve(entry.Value) is ObjectExpression counted)
            {
                foreach (var each in counted.Entries)
                {
                    if (each.Name is not null) query.Assign(each.Name, each.Value, true);
                }
            }
            else
            {
                query.AssignEach(entry.Value);
            }
        }

        if (entries.Entries.All(entry => entry.Name == "$setOnInsert")) query.OnConflict = "nothing";
    }

    private static void AssignConditions(Expression? condition, StoreQuery query)
    {
        if (query.OnConflict == "update" && query.Accumulates) query.OnConflict = "accumulate";
        query.AssignEach(condition);
    }

    /// <summary>EF Core: <c>s => s.SetProperty(x => x.Used, x => x.Used + n)</c>.</summary>
    private static void SetProperties(Expression? expression, StoreQuery query)
    {
        if (expression is LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] }) expression = returned;
        for (var turn = 0; turn < 20 && expression is CallExpression { Callee: MemberExpression { Name: "SetProperty", Target: var target } } call; turn++)
        {
            if (call.Arguments is [{ Value: var column }, { Value: var value }, ..] && Sums.ColumnOf(column) is { } name) query.Assign(name, value);
            expression = target;
        }
    }

    private static void Increment(ChainLink link, StoreQuery query)
    {
        query.Verb = "update";
        switch (link.Call.Arguments)
        {
            // Sequelize: increment("used", { by, where }); TypeORM: increment(where, "used", n)
            case [{ Value: LiteralExpression column }, ..]:
                query.Assign(column.Value, Clauses.Entry(link.Second, "by", query.Moment) ?? link.Second ?? column, true);
                Conditions.Add(Clauses.Entry(link.Second, "where", query.Moment), query);
                break;
            case [{ Value: var where }, { Value: LiteralExpression column }, { Value: var by }, ..]:
                Conditions.Add(where, query);
                query.Assign(column.Value, by, true);
                break;
            case [_, { Value: var where }, { Value: LiteralExpression column }, { Value: var by }, ..]:
                Conditions.Add(where, query);
                query.Assign(column.Value, by, true);
                break;
            case [{ Value: ObjectExpression counted }, ..]:
                foreach (var entry in counted.Entries)
                {
                    if (entry.Name is not null) query.Assign(entry.Name, entry.Value, true);
                }

                Conditions.Add(Clauses.Entry(link.Second, "where", query.Moment), query);
                break;
        }
    }

    public static void AddWhere(ChainLink link, StoreQuery query)
    {
        if (link.Call.Arguments.Any(argument => argument.Name is not null))
        {
            Conditions.AddNamed(link.Call.Arguments, query);
            return;
        }

        var first = IsEntity(link.First) ? link.Second : link.First;
        Conditions.Add(Clauses.Entry(first, "where", query.Moment) ?? (Clauses.Entry(first, "orderBy", query.Moment) is null && Clauses.Entry(first, "include", query.Moment) is null ? first : null), query);
    }

    private static void AssignNamedOr(ChainLink link, StoreQuery query, string where, string defaults)
    {
        if (link.Call.Arguments.Any(argument => argument.Name is not null))
        {
            foreach (var argument in link.Call.Arguments)
            {
                if (argument.Name == defaults) query.AssignEach(argument.Value);
                else if (argument.Name is not null) query.Assign(argument.Name, argument.Value);
            }

            return;
        }

        if (Clauses.Entry(link.First, where, query.Moment) is { } key) query.AssignEach(key);
        if (Clauses.Entry(link.First, defaults, query.Moment) is { } others) query.AssignEach(others);
    }

    private static bool IsEntity(Expression? expression) => expression is NameExpression { Name: [>= 'A' and <= 'Z', ..] };
}
