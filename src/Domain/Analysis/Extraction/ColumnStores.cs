using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Rows that the clients of analytical stores take: ClickHouse's <c>insert({ table, values })</c> and <c>insert("table", rows, column_names=…)</c>. Tags as those of <see cref="Queries"/>.</summary>
internal sealed class ColumnStores : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (call.IsNew || callee.Last is not "insert" || call.Callee is not MemberExpression) return;
        var query = new StoreQuery(moment) { Verb = "insert" };
        if (moment.Tree.File.Language == Language.Python)
        {
            if (call.Arguments is not [{ Value: LiteralExpression { Kind: LiteralKind.String } table }, { Value: var rows }, ..] || !moment.Facts.Imports("clickhouse_connect", "clickhouse_driver", "asynch")) return;
            query.Table = TableNames.Of(table, moment);
            var columns = call.Arguments.FirstOrDefault(argument => argument.Name == "column_names").Value;
            if (columns is null || !AssignInOrder(rows, columns, query)) query.Tags.Add("wrapped");
        }
        else
        {
            if (call.Arguments is not [{ Value: ObjectExpression }] || Clauses.Entry(call.Arguments[0].Value, "values", moment) is not { } values) return;
            query.Table = TableNames.Of(Clauses.Entry(call.Arguments[0].Value, "table", moment), moment);
            if (!query.AssignEach(values)) query.Tags.Add("wrapped");
        }

        if (query.Table is not null) query.Note(call, callee.Path, use);
    }

    private static bool AssignInOrder(Expression rows, Expression columns, StoreQuery query)
    {
        if (query.Moment.Resolve(columns) is not ListExpression names) return false;
        var row = query.Moment.Resolve(rows) switch
        {
            ListExpression { Items: [ListExpression first, ..] } => first,
            ComprehensionExpression { Item: ListExpression item } => item,
            _ => null,
        };
        if (row is null || row.Items.Length != names.Items.Length) return false;
        for (var index = 0; index < names.Items.Length; index++)
        {
            if (names.Items[index] is LiteralExpression name) query.Assign(name.Value, row.Items[index]);
        }

        return true;
    }
}
