using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Sql;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Statements in SQL that a program runs, as reads and writes; what defines tables, as tables. Tags: see <see cref="QueryFacts.TagsOf"/>;
/// <c>async</c> (the call gives a promise or task), <c>checked</c> (the function tests what a write says of itself), <c>bare</c> (nobody takes what a bounded update says of itself), <c>one</c> (asks for a single
/// row), <c>command</c> (an object that runs the statement later). Fields: what is bound to columns, by column.
/// </summary>
internal sealed class Queries : Recogniser
{
    /// <summary>Takes texts that read like statements and does not run them.</summary>
    private static readonly FrozenSet<string> Talks = new[]
    {
        "log", "info", "warn", "warning", "error", "debug", "trace", "print", "println", "WriteLine", "LogInformation", "LogError", "LogWarning", "LogDebug", "Error",
        "Exception", "describe", "it", "test", "t", "format", "join", "push", "append", "write", "replace", "trim", "strip", "dedent", "Format", "includes", "Contains",
        "startsWith", "text", "raw_sql_text", "literal", "prepare", "Append", "AppendLine", "assert", "equal", "toBe", "map",
    }.ToFrozenSet(StringComparer.Ordinal);

    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        if (callee.Last.Length == 0 || Talks.Contains(callee.Last)) return;
        if (call.IsNew && !callee.Last.EndsWith("Command", StringComparison.Ordinal)) return;
        // A fragment, or a statement that is handed to what runs it.
        if (callee.Last is "sql" or "SQL" or "raw" or "unsafe" && use.Outcome == Outcome.Kept) return;
        if (callee.Last is "run" or "get" or "all" or "first" or "execute" or "iterate" or "values" && Prepared(call, moment) is { } prepared)
        {
            Note(prepared.Text, prepared.Bindings, call, callee, use, moment);
            return;
        }

        var runs = Runs(callee.Last);
        for (var index = 0; index < call.Arguments.Length && index < 3; index++)
        {
            var value = call.Arguments[index].Value;
            if (value is NameExpression && !runs) continue;
            // Dapper: new CommandDefinition(statement, parameters)
            if (runs && moment.Resolve(value) is CallExpression { IsNew: true, Arguments: [{ Value: var defined }, ..] } definition && Callee.Of(definition.Callee).Last == "CommandDefinition" && SqlText.Of(defined, moment) is { } command)
            {
                Note(command, Bindings.Of(definition.Arguments.Skip(1), moment), call, callee, use, moment);
                return;
            }

            if (value is ObjectExpression options)
            {
                if (runs && options.Entries.FirstOrDefault(entry => entry.Name is "text" or "sql" or "query" or "statement" or "sqlText").Value is { } inner
                    && SqlText.Of(inner, moment) is { } held)
                {
                    Note(held, Bindings.Of([new Argument(null, options, false)], moment), call, callee, use, moment);
                    return;
                }
            }
            else if (SqlText.Of(value, moment) is { } text)
            {
                Note(text, Bindings.Of(call.Arguments.Skip(index + 1), moment), call, callee, use, moment);
                return;
            }
        }
    }

    /// <summary>ADO.NET: the text of a command is a property.</summary>
    public override void Assign(Expression target, string @operator, Expression value, string? type, Node node, Moment moment)
    {
        if (target is not MemberExpression { Name: "CommandText" } member || SqlText.Of(value, moment) is not { } text) return;
        Note(text, Bindings.Of([], moment), null, Callee.Of(member), new Use(Outcome.Awaited, null), moment, node);
    }

    private static bool Runs(string name) =>
        name.Contains("uery", StringComparison.Ordinal) || name.Contains("xec", StringComparison.Ordinal) || name.Contains("ql", StringComparison.OrdinalIgnoreCase)
        || name.Contains("aw", StringComparison.Ordinal) || name.Contains("etch", StringComparison.Ordinal) || name.EndsWith("Command", StringComparison.Ordinal)
        || name is "run" or "all" or "get" or "one" or "none" or "any" or "many" or "oneOrNone" or "scalar" or "scalars" or "command";

    /// <summary>A statement prepared before: <c>db.prepare("…").run(a, b)</c>, <c>insert.run(row)</c>, <c>….bind(a).first()</c>.</summary>
    private static (SqlText Text, Bindings Bindings)? Prepared(CallExpression call, Moment moment)
    {
        if (call.Callee is not MemberExpression { Target: var target }) return null;
        var arguments = call.Arguments;
        for (var turn = 0; turn < 3; turn++)
        {
            switch (moment.Resolve(target))
            {
                case CallExpression { Callee: MemberExpression { Name: "prepare" or "query" or "prepareStatement" }, Arguments: [{ Value: var statement }, ..] }:
                    return SqlText.Of(statement, moment) is { } text ? (text, Bindings.Of(arguments, moment)) : null;
                case CallExpression { Callee: MemberExpression { Name: "bind" or "pluck" or "raw" } member, Arguments: var bound }:
                    if (arguments.IsEmpty) arguments = bound;
                    target = member.Target;
                    continue;
                case MemberExpression { Target: NameExpression { Name: "this" or "self" } } own when moment.Scope.Find("this." + own.Name, own.Span.Start, out _)?.Value is CallExpression made:
                    target = made;
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private static void Note(SqlText text, Bindings bindings, CallExpression? call, Callee callee, Use use, Moment moment, Node? at = null)
    {
        Expression? Filled(SqlParameter parameter) => parameter.Kind == SqlParameterKind.Hole ? text.HoleAt(parameter.Offset) : bindings.For(parameter);
        var statements = SqlReader.Read(text.Text, parameter => Filled(parameter) is { } value ? moment.TextOf(value) : null);
        var node = call ?? at!;
        foreach (var statement in statements)
        {
            var lines = new LineRange(text.LineAt(statement.Span.Start), text.LineAt(statement.Span.End - 1));
            if (QueryFacts.ShapeOf(statement, lines) is { } table) moment.Facts.Add(table);
            var query = QueryFacts.Of(statement, text.LineAt);
            if (statement.Shape is not null && query.Aggregates.IsEmpty) continue;
            if (QueryFacts.KeeperOf(query, moment) is not { } keep) continue;
            var site = moment.Site(QueryFacts.KindOf(query), node, callee.Path);
            var isInside = node.Span.Contains(text.OffsetInFile(statement.Span.Start));
            keep(site with
            {
                Lines = statements.Length > 1 && isInside ? lines : site.Lines,
                Offset = statements.Length > 1 && isInside ? text.OffsetInFile(statement.Span.Start) : site.Offset,
                Target = QueryFacts.TargetOf(query),
                Tags = Tags(query, call, callee, use, moment),
                Fields = FieldsOf(statement, Filled, text, site, moment),
                Outcome = use.Outcome,
                Result = use.Variable,
                Query = isInside ? query : query with { Lines = lines },
            });
        }
    }

    private static ImmutableArray<string> Tags(QueryFact query, CallExpression? call, Callee callee, Use use, Moment moment)
    {
        var tags = QueryFacts.TagsOf(query);
        if (tags.Contains("list") && callee.Last is "one" or "oneOrNone" or "first" or "get" or "fetchrow" or "fetch_one" or "fetchval" or "QuerySingleAsync" or "QueryFirstAsync"
            or "QuerySingleOrDefaultAsync" or "QueryFirstOrDefaultAsync" or "QuerySingle" or "QueryFirst" or "QueryFirstOrDefault" or "ExecuteScalarAsync" or "ExecuteScalar")
        {
            tags = tags.Replace("list", "one");
        }

        if (AsyncCalls.IsAsync(callee, use, moment)) tags = tags.Add("async");
        if (call is null || call.IsNew) return tags.Add("command");
        if (QueryFacts.KindOf(query) == SiteKind.Write && ResultChecks.IsChecked(call, use, moment)) return tags.Add("checked");
        return QueryFacts.IsUnread(query, use) ? tags.Add("bare") : tags;
    }

    private static ImmutableArray<FieldFact> FieldsOf(SqlStatement statement, Func<SqlParameter, Expression?> filled, SqlText text, Site site, Moment moment)
    {
        var fields = ImmutableArray.CreateBuilder<FieldFact>();
        foreach (var assignment in statement.Assignments)
        {
            if (assignment.Parameters is [var parameter, ..] && filled(parameter) is { } value) Add(assignment.Column, value);
            else if (assignment.Parameters.IsEmpty && ValueOf(assignment.Right, text.LineAt(assignment.Offset), site) is { } made) AddValue(assignment.Column, assignment.Offset, made);
        }

        foreach (var predicate in statement.Predicates)
        {
            if (predicate.Parameters is not [var parameter, ..] || filled(parameter) is not { } value) continue;
            Add(predicate.Column, value);
            if (predicate.Operator is ">" or ">=" && StoreQuery.MonthOf(predicate.Column, value, moment) is { } month) fields.Add(month);
            if (predicate.Operator is "<" or "<=" && StoreQuery.AgeOf(predicate.Column, value, moment) is { } age) fields.Add(age);
        }

        return fields.ToImmutable();

        void Add(string column, Expression value)
        {
            if (fields.Count < 60) fields.Add(new FieldFact(column, moment.LinesOf(value), moment.Trace(value)));
        }

        void AddValue(string column, int offset, Value value)
        {
            var line = text.LineAt(offset);
            if (fields.Count < 60) fields.Add(new FieldFact(column, new LineRange(line, line), value));
        }
    }

    /// <summary>What the database makes itself, or a constant; null for what depends on other columns.</summary>
    private static Value? ValueOf(string right, int line, Site site)
    {
        var traits = right switch
        {
            _ when right.Contains("uuid", StringComparison.Ordinal) || right.StartsWith("newid(", StringComparison.Ordinal) || right.StartsWith("random(", StringComparison.Ordinal)
                || right.StartsWith("gen_random", StringComparison.Ordinal) => Traits.Random,
            _ when right.StartsWith("now(", StringComparison.Ordinal) || right.StartsWith("current_timestamp", StringComparison.Ordinal) || right.StartsWith("getdate(", StringComparison.Ordinal)
                || right.StartsWith("getutcdate(", StringComparison.Ordinal) || right.StartsWith("sysutcdatetime(", StringComparison.Ordinal) || right.StartsWith("clock_timestamp(", StringComparison.Ordinal)
                || right.StartsWith("sysdatetimeoffset(", StringComparison.Ordinal) || right.StartsWith("datetime('now'", StringComparison.Ordinal) => Traits.Clock,
            ['\'', .., '\''] => Traits.Constant,
            [>= '0' and <= '9', ..] => Traits.Constant,
            _ => Traits.None,
        };
        if (traits == Traits.None) return null;
        var isMade = traits != Traits.Constant;
        return new Value
        {
            Text = right,
            Traits = traits,
            Literal = isMade ? null : right.Trim('\''),
            Words = [.. Words.Of(right)],
            Born = isMade ? line : 0,
            BornInUnit = isMade && site.RetryLines is { } unit && unit.Contains(new LineRange(line, line)),
        };
    }
}
