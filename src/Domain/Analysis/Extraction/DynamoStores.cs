using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// DynamoDB, read as SQL. Tags as those of <see cref="Queries"/>; <c>claim</c> (a put only when the item is absent), <c>conditional</c> (an
/// update with a condition), <c>transaction</c> (one of several writes that happen together).
/// </summary>
internal sealed class DynamoStores : Recogniser
{
    private static readonly FrozenSet<string> Operations = new[]
    {
        "UpdateCommand", "UpdateItemCommand", "PutCommand", "PutItemCommand", "DeleteCommand", "DeleteItemCommand", "GetCommand", "GetItemCommand", "QueryCommand", "ScanCommand",
        "TransactWriteCommand", "TransactWriteItemsCommand", "update_item", "put_item", "delete_item", "get_item", "UpdateItemAsync", "PutItemAsync", "DeleteItemAsync", "GetItemAsync",
        "QueryAsync", "transact_write_items",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last == "send" && call.Arguments is [{ Value: var sent }, ..])
        {
            if (moment.Resolve(sent) is CallExpression { IsNew: true, Arguments: [{ Value: var options }, ..] } command && Callee.Of(command.Callee).Last is var name
                && Operations.Contains(name) && moment.Resolve(options) is ObjectExpression entries)
            {
                Note(name, entries.Entries, call, callee, use, moment);
            }
        }
        else if (!call.IsNew && Operations.Contains(callee.Last) && !callee.Last.EndsWith("Command", StringComparison.Ordinal))
        {
            if (call.Arguments.Any(argument => argument.Name is not null)) Note(callee.Last, call.Arguments, call, callee, use, moment);
            else if (Moment.EntriesOf(call.Arguments is [{ Value: var request }, ..] ? moment.Resolve(request) : null) is { } entries) Note(callee.Last, Flat(entries), call, callee, use, moment);
        }
    }

    /// <summary>The entries of an initializer are those of what it makes.</summary>
    private static IReadOnlyList<Argument> Flat(IEnumerable<Argument> entries) =>
        [.. entries.SelectMany(entry => entry is { Name: null, Value: ObjectExpression inner } ? inner.Entries : [entry])];

    private static void Note(string name, IReadOnlyList<Argument> options, CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (name.StartsWith("Transact", StringComparison.OrdinalIgnoreCase))
        {
            if (Of(options, "TransactItems") is not { } items || moment.Resolve(items) is not ListExpression list) return;
            foreach (var item in list.Items)
            {
                if (item is not ObjectExpression { Entries: [{ Name: { } operation, Value: ObjectExpression inner }, ..] }) continue;
                Read(operation, inner.Entries, moment, isTogether: true)?.Note(call, callee.Path, use);
            }

            return;
        }

        Read(name, options, moment, isTogether: false, call)?.Note(call, callee.Path, use);
    }

    private static StoreQuery? Read(string operation, IReadOnlyList<Argument> options, Moment moment, bool isTogether, CallExpression? call = null)
    {
        var query = new StoreQuery(moment) { Table = TableOf(options, call, moment) };
        if (query.Table is null) return null;
        if (isTogether) query.Tags.Add("transaction");
        var names = Entries(options, "ExpressionAttributeNames", moment);
        var values = Entries(options, "ExpressionAttributeValues", moment);
        var condition = Of(options, "ConditionExpression") is { } written ? TextOf(written, moment) : null;
        var isAbsent = condition?.Contains("attribute_not_exists", StringComparison.Ordinal) ?? false;
        if (operation.StartsWith("Put", StringComparison.OrdinalIgnoreCase))
        {
            query.Verb = "insert";
            query.OnConflict = isAbsent ? null : "update";
            if (isAbsent) query.Tags.Add("claim");
            if (!query.AssignEach(Of(options, "Item"))) query.Tags.Add("wrapped");
        }
        else if (operation.StartsWith("Update", StringComparison.OrdinalIgnoreCase))
        {
            query.Verb = "update";
            if (condition is not null) query.Tags.Add("conditional");
            CompareKey(options, query, moment);
            if (Of(options, "UpdateExpression") is { } update && TextOf(update, moment) is { } text) UpdateExpressions.AddTo(query, text, names, values, update);
        }
        else if (operation.StartsWith("Delete", StringComparison.OrdinalIgnoreCase))
        {
            query.Verb = "delete";
            CompareKey(options, query, moment);
        }
        else
        {
            query.Verb = "select";
            query.IsOne = operation.StartsWith("Get", StringComparison.OrdinalIgnoreCase);
            CompareKey(options, query, moment);
            if (Of(options, "KeyConditionExpression") is { } key) query.CompareSql(key);
            query.Limits = Of(options, "Limit") is not null;
        }

        if (Of(options, "ConditionExpression") is { } guard && !isAbsent) query.CompareSql(guard);
        return query;
    }

    private static void CompareKey(IReadOnlyList<Argument> options, StoreQuery query, Moment moment)
    {
        foreach (var entry in Entries(options, "Key", moment))
        {
            if (entry.Name is not null) query.Compare(entry.Name, "=", entry.Value);
        }
    }

    private static string? TableOf(IReadOnlyList<Argument> options, CallExpression? call, Moment moment)
    {
        if (Of(options, "TableName") is { } name)
        {
            return moment.Resolve(name) switch
            {
                LiteralExpression { Kind: LiteralKind.String } literal => StoreQuery.Sql(literal.Value),
                { } resolved and not NameExpression => Spoken(resolved, moment),
                _ => name is NameExpression named ? StoreQuery.Sql(named.Name) : null,
            };
        }

        // boto3: a table object has the name.
        return call?.Callee is MemberExpression { Target: var table } ? moment.Resolve(table) switch
        {
            CallExpression { Callee: MemberExpression { Name: "Table" }, Arguments: [{ Value: var named }, ..] } => named is LiteralExpression literal ? StoreQuery.Sql(literal.Value) : Spoken(named, moment),
            _ => TableNames.Of(table, moment),
        } : null;
    }

    /// <summary>The name of a table that comes from the environment: <c>process.env.USAGE_TABLE</c> is <c>usage</c>.</summary>
    private static string? Spoken(Expression expression, Moment moment)
    {
        var last = expression switch
        {
            MemberExpression member => member.Name,
            IndexExpression { Index: LiteralExpression index } => index.Value,
            CallExpression { Arguments: [{ Value: LiteralExpression argument }, ..] } => argument.Value,
            BinaryExpression { Operator: "??" or "||" or "or" } either => Spoken(either.Left, moment) ?? "",
            UnaryExpression unary => Spoken(unary.Operand, moment) ?? "",
            _ => "",
        };
        var words = Words.InOrder(last);
        words.RemoveAll(word => word is "table" or "name");
        return words.Count == 0 ? null : string.Join('_', words);
    }

    private static Expression? Of(IReadOnlyList<Argument> options, string name)
    {
        foreach (var option in options)
        {
            if (option.Name == name) return option.Value;
        }

        return null;
    }

    private static ImmutableArray<Argument> Entries(IReadOnlyList<Argument> options, string name, Moment moment) =>
        Of(options, name) is { } value && moment.Resolve(value) is ObjectExpression entries ? entries.Entries : [];

    private static string? TextOf(Expression expression, Moment moment, int depth = 12) => depth == 0 ? null : moment.Resolve(expression) switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => literal.Value,
        TemplateExpression template => Templates.TextOf(template, moment.Tree.File.Text),
        BinaryExpression { Operator: "+" } sum => TextOf(sum.Left, moment, depth - 1) + TextOf(sum.Right, moment, depth - 1),
        _ => null,
    };
}
