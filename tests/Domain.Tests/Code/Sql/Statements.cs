namespace Claudit.Code.Sql;

/// <summary>Statements as lines of words, so that a failed comparison reads like a sentence.</summary>
internal static class Statements
{
    public static string Of(string sql) => string.Join(" ;; ", SqlReader.Read(sql).Select(Of));

    private static string Of(SqlStatement statement)
    {
        var parts = new List<string> { $"{statement.Verb} {string.Join(",", statement.Tables)}" };
        Add("where", statement.Predicates.Select(predicate => $"{predicate.Column} {predicate.Operator} {predicate.Right}"));
        Add("set", statement.Assignments.Select(assignment => $"{assignment.Column} {(assignment.Accumulates ? "+=" : "=")} {assignment.Right}"));
        Add("agg", statement.Aggregates);
        Add("by", statement.GroupBy);
        if (statement.OnConflict is not null) parts.Add($"conflict {statement.OnConflict}");
        if (statement.Joins) parts.Add("joins");
        if (statement.Limits) parts.Add("limits");
        if (statement.Offsets) parts.Add("offsets");
        if (statement.Locks) parts.Add("locks");
        if (statement.Returns) parts.Add("returns");
        if (statement.Deduplicates) parts.Add("dedupes");
        if (statement.Shape is { } shape)
        {
            Add("columns", shape.Columns.Select(column => column.Default is null ? $"{column.Name} {column.Type}" : $"{column.Name} {column.Type} default {column.Default}"));
            Add("unique", shape.Uniques.Select(columns => string.Join(",", columns)));
            if (shape.Engine is not null) parts.Add($"engine {shape.Engine}");
            if (shape.Ttl is not null) parts.Add($"ttl {shape.Ttl}");
        }

        return string.Join(" | ", parts);

        void Add(string label, IEnumerable<string> items)
        {
            var text = string.Join("; ", items);
            if (text.Length > 0) parts.Add($"{label} {text}");
        }
    }
}
