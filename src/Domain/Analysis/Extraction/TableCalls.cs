using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Tables that calls make: Drizzle, Sequelize, Mongoose, Knex and Alembic migrations, SQLAlchemy's <c>Table</c>, EF Core's model builder and
/// migrations, MongoDB's indexes.
/// </summary>
internal sealed class TableCalls : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        var arguments = call.Arguments;
        switch (callee.Last)
        {
            case "pgTable" or "mysqlTable" or "sqliteTable" when arguments is [{ Value: LiteralExpression }, { Value: ObjectExpression }, ..]:
                OfDrizzle(call, use, moment);
                break;
            case "define" when arguments is [{ Value: LiteralExpression name }, { Value: ObjectExpression columns }, ..]:
                OfOptions(columns, arguments.Length > 2 ? arguments[2].Value : null, call, moment, StoreQuery.Sql(name.Value), use.Variable);
                break;
            case "init" when arguments is [{ Value: ObjectExpression columns }, { Value: var options }, ..] && call.Callee is MemberExpression { Target: NameExpression { Name: [>= 'A' and <= 'Z', ..] } model }:
                OfOptions(columns, options, call, moment, TableNames.Of(model.Name), null);
                break;
            case "Schema" when call.IsNew && arguments is [{ Value: ObjectExpression columns }, ..] && use.Variable is { } schema:
                OfOptions(columns, null, call, moment, SchemaName(schema), null);
                break;
            case "index" when arguments is [{ Value: ObjectExpression columns }, { Value: var options }, ..] && TableShape.IsTrue(Clauses.Entry(options, "unique", moment)) && call.Callee is MemberExpression { Target: NameExpression owner }:
                Unique(TableShape.ColumnsOf(columns), call, moment, SchemaName(owner.Name));
                break;
            case "createIndex" or "create_index" or "CreateIndex" or "create_unique_constraint" or "AddUniqueConstraint":
                OfIndex(call, callee, moment);
                break;
            case "createTable" when arguments is [{ Value: LiteralExpression name }, { Value: LambdaExpression lambda }, ..]:
                OfKnex(name.Value, lambda, call, moment);
                break;
            case "create_table" or "Table" when arguments is [{ Value: LiteralExpression name }, ..] && moment.Tree.File.Language == Language.Python:
                OfColumns(name.Value, call, use, moment);
                break;
            case "IsUnique" or "HasKey" or "HasAlternateKey":
                OfModelBuilder(call, callee, moment);
                break;
        }
    }

    private static void Unique(IEnumerable<string> columns, CallExpression call, Moment moment, string? name)
    {
        var shape = new TableShape();
        shape.AddUnique(columns);
        if (!shape.IsEmpty) shape.Note(moment.LinesOf(call), moment.Facts, name);
    }

    private static string? SchemaName(string variable) =>
        TableNames.Of(variable.EndsWith("Schema", StringComparison.Ordinal) && variable.Length > 6 ? variable[..^6] : variable);

    private static void OfDrizzle(CallExpression call, Use use, Moment moment)
    {
        var shape = new TableShape();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in ((ObjectExpression)call.Arguments[1].Value).Entries)
        {
            if (entry.Name is null || entry.Value is not CallExpression column) continue;
            var chain = Chain.Of(column, moment);
            if (chain.Links.Count == 0) continue;
            var name = chain.Links[0].First is LiteralExpression { Kind: LiteralKind.String } literal ? literal.Value : entry.Name;
            names[entry.Name] = name;
            shape.AddColumn(name, chain.Links[0].Name, chain.Has("defaultNow") ? "now()" : chain.Links.FirstOrDefault(link => link.Name.StartsWith("default", StringComparison.Ordinal)).Call is { } standard ? moment.TextOf(standard)[^Math.Min(20, moment.TextOf(standard).Length)..] : null);
            if (chain.Has("primaryKey", "unique")) shape.AddUnique([name]);
        }

        if (call.Arguments.Length > 2 && call.Arguments[2].Value is LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } extra }, ..] })
        {
            foreach (var item in extra switch { ListExpression list => list.Items, ObjectExpression entries => [.. entries.Entries.Select(entry => entry.Value)], _ => [extra] })
            {
                if (item is not CallExpression constraint) continue;
                var chain = Chain.Of(constraint, moment);
                if (chain.Links.Count == 0 || chain.Links[0].Name is not ("unique" or "uniqueIndex" or "primaryKey")) continue;
                var columns = chain.Links[0].Name == "primaryKey"
                    ? TableShape.ColumnsOf(Clauses.Entry(chain.Links[0].First, "columns", moment))
                    : chain.Links.Where(link => link.Name == "on").SelectMany(link => link.Call.Arguments).SelectMany(argument => TableShape.ColumnsOf(argument.Value));
                shape.AddUnique(columns.Select(column => names.GetValueOrDefault(column, column)));
            }
        }

        shape.Note(moment.LinesOf(call), moment.Facts, TableNames.Of(call.Arguments[0].Value, moment), use.Variable is { } variable ? TableNames.Of(variable) : null);
    }

    /// <summary>Columns with options: <c>{ id: { type: String, unique: true } }</c>.</summary>
    private static void OfOptions(ObjectExpression columns, Expression? options, CallExpression call, Moment moment, string? name, string? variable)
    {
        var shape = new TableShape();
        foreach (var entry in columns.Entries)
        {
            if (entry.Name is null) continue;
            var type = Clauses.Entry(entry.Value, "type", moment) ?? entry.Value;
            shape.AddColumn(entry.Name, moment.TextOf(type), Clauses.Entry(entry.Value, "defaultValue", moment) is { } standard ? moment.TextOf(standard) : null);
            if (TableShape.IsTrue(Clauses.Entry(entry.Value, "unique", moment)) || TableShape.IsTrue(Clauses.Entry(entry.Value, "primaryKey", moment))) shape.AddUnique([entry.Name]);
        }

        if (Clauses.Entry(options, "indexes", moment) is ListExpression indexes)
        {
            foreach (var index in indexes.Items)
            {
                if (TableShape.IsTrue(Clauses.Entry(index, "unique", moment))) shape.AddUnique(TableShape.ColumnsOf(Clauses.Entry(index, "fields", moment)));
            }
        }

        shape.Note(moment.LinesOf(call), moment.Facts, TableNames.Of(Clauses.Entry(options, "tableName", moment), moment) ?? name, variable is null ? null : TableNames.Of(variable));
    }

    private static void OfIndex(CallExpression call, Callee callee, Moment moment)
    {
        var arguments = call.Arguments;
        switch (callee.Last)
        {
            // MongoDB
            case "createIndex" or "create_index" when call.Callee is MemberExpression { Target: var collection } && arguments is [{ Value: ObjectExpression or ListExpression } columns, ..]
                && arguments.Any(argument => argument.Name == "unique" ? TableShape.IsTrue(argument.Value) : TableShape.IsTrue(Clauses.Entry(argument.Value, "unique", moment))):
                var keys = columns.Value is ListExpression list ? list.Items.SelectMany(item => TableShape.ColumnsOf(item is ListExpression { Items: [var first, ..] } ? first : item)) : TableShape.ColumnsOf(columns.Value);
                Unique(keys, call, moment, TableNames.Of(moment.Resolve(collection) ?? collection, moment));
                break;
            // Alembic: create_index(name, table, columns, unique=True)
            case "create_index" when arguments is [_, { Value: LiteralExpression table }, { Value: var columns }, ..] && arguments.Any(argument => argument.Name == "unique" && TableShape.IsTrue(argument.Value)):
                Unique(TableShape.ColumnsOf(columns), call, moment, StoreQuery.Sql(table.Value));
                break;
            case "create_unique_constraint" when arguments is [_, { Value: LiteralExpression table }, { Value: var columns }, ..]:
                Unique(TableShape.ColumnsOf(columns), call, moment, StoreQuery.Sql(table.Value));
                break;
            // EF Core migrations
            case "CreateIndex" or "AddUniqueConstraint" when Named(call, "table") is LiteralExpression table:
                if (callee.Last == "AddUniqueConstraint" || TableShape.IsTrue(Named(call, "unique"))) Unique(TableShape.ColumnsOf(Named(call, "columns") ?? Named(call, "column")), call, moment, StoreQuery.Sql(table.Value));
                break;
        }
    }

    private static Expression? Named(CallExpression call, string name) => call.Arguments.FirstOrDefault(argument => argument.Name == name).Value;

    private static void OfKnex(string name, LambdaExpression lambda, CallExpression call, Moment moment)
    {
        var shape = new TableShape();
        foreach (var statement in lambda.Function.Body?.Statements ?? [])
        {
            var expression = statement switch { ExpressionStatement plain => plain.Expression, ReturnStatement returned => returned.Value, _ => null };
            if (expression is not CallExpression made) continue;
            var chain = Chain.Of(made, moment);
            if (chain.Links.Count == 0) continue;
            var first = chain.Links[0];
            if (first.Name is "unique" or "primary")
            {
                shape.AddUnique(TableShape.ColumnsOf(first.First));
            }
            else if (first.First is LiteralExpression { Kind: LiteralKind.String } column && first.Name is not ("index" or "foreign" or "dropColumn"))
            {
                shape.AddColumn(column.Value, first.Name);
                if (chain.Has("unique", "primary") || first.Name is "increments" or "bigIncrements") shape.AddUnique([column.Value]);
            }
        }

        shape.Note(moment.LinesOf(call), moment.Facts, StoreQuery.Sql(name));
    }

    private static void OfColumns(string name, CallExpression call, Use use, Moment moment)
    {
        var shape = new TableShape();
        foreach (var argument in call.Arguments.Skip(1))
        {
            if (argument.Value is CallExpression column && Callee.Of(column.Callee).Last == "Column" && column.Arguments is [{ Value: LiteralExpression columnName }, ..])
            {
                shape.AddColumn(columnName.Value, column.Arguments.Length > 1 ? moment.TextOf(column.Arguments[1].Value) : "");
                if (column.Arguments.Any(option => option.Name is "primary_key" or "unique" && TableShape.IsTrue(option.Value))) shape.AddUnique([columnName.Value]);
            }
            else
            {
                TableClasses.AddArguments(argument.Value, shape);
            }
        }

        if (!shape.IsEmpty) shape.Note(moment.LinesOf(call), moment.Facts, StoreQuery.Sql(name), use.Variable is { } variable ? TableNames.Of(variable) : null);
    }

    /// <summary>EF Core: <c>modelBuilder.Entity&lt;Usage&gt;().HasIndex(x => x.Key).IsUnique()</c>, or on the builder that a lambda or configuration is given.</summary>
    private static void OfModelBuilder(CallExpression call, Callee callee, Moment moment)
    {
        var chain = Chain.Of(call, moment);
        var keys = callee.Last == "IsUnique" ? chain.Links.LastOrDefault(link => link.Name == "HasIndex") : chain.Links is [.., var last] ? last : default;
        if (keys.Call is null || (callee.Last == "IsUnique" && call.Arguments is [{ Value: LiteralExpression { Value: "false" } }])) return;
        var text = moment.Tree.File.Text;
        var entity = chain.Links.FirstOrDefault(link => link.Name == "Entity").Call
            ?? (moment.InnermostFunction.Function is { } inner ? EnclosingEntity(inner, moment) : null);
        var name = entity is null ? ConfiguredBy(moment) : TypeArgument(text, entity.Callee.Span.Start, entity.Span.End);
        if (name is null) return;
        var shape = new TableShape();
        shape.AddUnique(keys.Call.Arguments.SelectMany(argument => TableShape.ColumnsOf(argument.Value)));
        var table = chain.Links.FirstOrDefault(link => link.Name == "ToTable") is { Call: not null } named ? TableNames.Of(named.First, moment) : null;
        if (!shape.IsEmpty) shape.Note(moment.LinesOf(call), moment.Facts, TableNames.Of(name), table);
    }

    /// <summary>The call <c>Entity&lt;…&gt;(b => …)</c> whose lambda this is; it ends where its lambda does.</summary>
    private static CallExpression? EnclosingEntity(Function lambda, Moment moment)
    {
        var before = Math.Max(0, lambda.Span.Start - 80);
        var text = moment.Tree.File.Text.AsSpan(before, lambda.Span.Start - before);
        var at = text.LastIndexOf("Entity<");
        if (at < 0) return null;
        var span = new Code.TextSpan(before + at, lambda.Span.Start);
        return new CallExpression(span, new NameExpression(span, "Entity"), [], false);
    }

    /// <summary><c>IEntityTypeConfiguration&lt;Usage&gt;</c>: the builder's type names the entity.</summary>
    private static string? ConfiguredBy(Moment moment)
    {
        foreach (var parameter in moment.Function.Function?.Parameters ?? [])
        {
            if (parameter.Type is { } type && type.StartsWith("EntityTypeBuilder<", StringComparison.Ordinal)) return type["EntityTypeBuilder<".Length..].TrimEnd('>', '?');
        }

        return null;
    }

    private static string? TypeArgument(string text, int start, int end)
    {
        var span = text.AsSpan(start, Math.Min(end, text.Length) - start);
        var at = span.IndexOf("Entity<");
        if (at < 0) return null;
        var rest = span[(at + "Entity<".Length)..];
        var close = rest.IndexOf('>');
        return close is > 0 and < 100 ? rest[..close].ToString() : null;
    }
}
