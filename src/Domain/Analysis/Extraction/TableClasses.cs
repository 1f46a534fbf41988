using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Tables that classes stand for: SQLAlchemy, Django, EF Core, TypeORM.</summary>
internal sealed class TableClasses : Recogniser
{
    public override void Type(TypeStatement type, Moment moment)
    {
        switch (moment.Tree.File.Language)
        {
            case Language.Python:
                OfPython(type, moment);
                break;
            case Language.CSharp:
                OfEntity(type, moment);
                break;
            case Language.TypeScript or Language.JavaScript:
                OfDecorated(type, moment);
                break;
        }
    }

    private static IEnumerable<(string Name, string? Type, Expression? Value)> Members(TypeStatement type)
    {
        foreach (var member in type.Members)
        {
            if (member is DeclareStatement { Target: NameExpression declared } declare) yield return (declared.Name, declare.Type, declare.Value);
            else if (member is ExpressionStatement { Expression: AssignExpression { Target: NameExpression assigned } assign }) yield return (assigned.Name, null, assign.Value);
        }
    }

    private static void OfPython(TypeStatement type, Moment moment)
    {
        var shape = new TableShape();
        string? name = null;
        var isTable = type.Bases.Any(@base => Callee.PathOf(@base, 4).EndsWith("Model", StringComparison.Ordinal)) && type.Members.Length > 0;
        foreach (var (member, declared, value) in Members(type))
        {
            if (member == "__tablename__" && value is LiteralExpression literal) name = StoreQuery.Sql(literal.Value);
            else if (member == "__table_args__") AddArguments(value, shape);
            else if (value is CallExpression column && Callee.Of(column.Callee) is var callee && (callee.Last is "Column" or "mapped_column" || callee.Last.EndsWith("Field", StringComparison.Ordinal) || callee.Last is "ForeignKey" or "OneToOneField")) AddColumn(member, declared, column, callee.Last, shape);
        }

        foreach (var meta in type.Members.OfType<TypeStatement>().Where(inner => inner.Name == "Meta"))
        {
            foreach (var (member, _, value) in Members(meta))
            {
                if (member == "db_table" && value is LiteralExpression literal) name = StoreQuery.Sql(literal.Value);
                else if (member == "unique_together") AddTogether(value, shape);
                else if (member == "constraints") AddArguments(value, shape);
            }
        }

        if (name is null && (!isTable || shape.IsEmpty)) return;
        shape.Note(moment.LinesOf(type), moment.Facts, name, StoreQuery.Sql(type.Name));
    }

    private static void AddColumn(string name, string? declared, CallExpression column, string kind, TableShape shape)
    {
        var written = kind is "Column" or "mapped_column" ? column.Arguments.Where(argument => argument.Name is null).Select(argument => argument.Value).FirstOrDefault(value => value is NameExpression or MemberExpression or CallExpression) : null;
        var type = written is null ? declared ?? kind : Callee.PathOf(written is CallExpression call ? call.Callee : written, 4);
        shape.AddColumn(name, type[(type.LastIndexOf('.') + 1)..]);
        if (column.Arguments.Any(argument => argument.Name is "primary_key" or "unique" && TableShape.IsTrue(argument.Value)) || kind == "OneToOneField") shape.AddUnique([name]);
    }

    /// <summary><c>UniqueConstraint("a", "b")</c>, <c>UniqueConstraint(fields=["a", "b"])</c>, <c>Index("ix", "a", unique=True)</c>.</summary>
    public static void AddArguments(Expression? arguments, TableShape shape)
    {
        foreach (var item in arguments is ListExpression list ? list.Items : arguments is null ? [] : [arguments])
        {
            if (item is not CallExpression call) continue;
            var last = Callee.Of(call.Callee).Last;
            var fields = call.Arguments.FirstOrDefault(argument => argument.Name is "fields").Value;
            if (last is "UniqueConstraint" or "PrimaryKeyConstraint")
            {
                shape.AddUnique(fields is not null ? TableShape.ColumnsOf(fields) : call.Arguments.Where(argument => argument.Name is null).SelectMany(argument => TableShape.ColumnsOf(argument.Value)));
            }
            else if (last == "Index" && call.Arguments.Any(argument => argument.Name == "unique" && TableShape.IsTrue(argument.Value)))
            {
                shape.AddUnique(call.Arguments.Where(argument => argument.Name is null).Skip(1).SelectMany(argument => TableShape.ColumnsOf(argument.Value)));
            }
        }
    }

    private static void AddTogether(Expression? value, TableShape shape)
    {
        if (value is not ListExpression list) return;
        if (list.Items is [LiteralExpression, ..]) shape.AddUnique(TableShape.ColumnsOf(list));
        else foreach (var item in list.Items) shape.AddUnique(TableShape.ColumnsOf(item));
    }

    private static void OfEntity(TypeStatement type, Moment moment)
    {
        var shape = new TableShape();
        var (isTable, hasKey) = (false, false);
        string? name = null;
        string? key = null;
        foreach (var decorator in type.Decorators)
        {
            if (decorator is not CallExpression call) continue;
            switch (Callee.Of(call.Callee).Last)
            {
                case "Table":
                    isTable = true;
                    name = TableNames.Of(call.Arguments is [{ Value: var named }, ..] ? named : null, moment);
                    break;
                case "Index" or "PrimaryKey":
                    isTable = true;
                    var isUnique = Callee.Of(call.Callee).Last == "PrimaryKey" || call.Arguments.Any(argument => argument.Name == "IsUnique" ? TableShape.IsTrue(argument.Value) : argument.Value is AssignExpression { Target: NameExpression { Name: "IsUnique" }, Value: LiteralExpression { Value: "true" } });
                    hasKey |= Callee.Of(call.Callee).Last == "PrimaryKey";
                    if (isUnique) shape.AddUnique(call.Arguments.Where(argument => argument.Name is null && argument.Value is not AssignExpression).SelectMany(argument => TableShape.ColumnsOf(argument.Value)));
                    break;
            }
        }

        foreach (var member in type.Members.OfType<DeclareStatement>())
        {
            if (member.Target is not NameExpression property) continue;
            if (member.Type is not null) shape.AddColumn(property.Name, member.Type);
            if (string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase) || string.Equals(property.Name, type.Name + "Id", StringComparison.OrdinalIgnoreCase)) key ??= property.Name;
            if (!member.Decorators.Any(decorator => Callee.Of((decorator as CallExpression)?.Callee ?? decorator).Last == "Key")) continue;
            isTable = true;
            hasKey = true;
            shape.AddUnique([property.Name]);
        }

        NoteSets(type, moment);
        // EF Core takes Id or <type>Id for the key where none is named.
        if (key is not null && !hasKey) shape.AddUnique([key]);
        shape.IsAssumed = !isTable;
        if (isTable || key is not null) shape.Note(moment.LinesOf(type), moment.Facts, name, StoreQuery.Sql(type.Name));
    }

    /// <summary>The sets of a context, each another name for the table of its entity. One with a body is a block of itself and what it does.</summary>
    private static void NoteSets(TypeStatement type, Moment moment)
    {
        foreach (var member in type.Members)
        {
            if ((member is Block { Statements: [var first, ..] } ? first : member) is DeclareStatement { Target: NameExpression set } declared && EntityOf(declared.Type) is { } entity)
                moment.Facts.Add(new TableFact(StoreQuery.Sql(set.Name), moment.LinesOf(declared), [], []) { Entity = entity });
        }
    }

    /// <summary>Of <c>DbSet&lt;UsageEvent&gt;</c>, what the table of the entity is called.</summary>
    private static string? EntityOf(string? type)
    {
        if (type is null || type.IndexOf("DbSet<", StringComparison.Ordinal) is var open && open < 0) return null;
        var name = type[(open + "DbSet<".Length)..].TrimEnd('?').TrimEnd('>');
        return TableNames.Of(name[(name.LastIndexOf('.') + 1)..]);
    }

    private static void OfDecorated(TypeStatement type, Moment moment)
    {
        var entity = type.Decorators.OfType<CallExpression>().FirstOrDefault(decorator => Callee.Of(decorator.Callee).Last is "Entity" or "Table" or "Schema");
        if (entity is null) return;
        var shape = new TableShape();
        foreach (var decorator in type.Decorators.OfType<CallExpression>())
        {
            var last = Callee.Of(decorator.Callee).Last;
            if (last == "Unique" || (last == "Index" && IsUnique(decorator, moment))) shape.AddUnique(decorator.Arguments.Select(argument => argument.Value).OfType<ListExpression>().SelectMany(TableShape.ColumnsOf));
        }

        foreach (var member in type.Members.OfType<DeclareStatement>())
        {
            if (member.Target is not NameExpression property) continue;
            foreach (var decorator in member.Decorators.OfType<CallExpression>())
            {
                var last = Callee.Of(decorator.Callee).Last;
                if (last is "Column" or "PrimaryColumn" or "PrimaryGeneratedColumn" or "Prop" or "Property" or "CreateDateColumn" or "PrimaryKey") shape.AddColumn(property.Name, TypeOf(decorator, moment) ?? member.Type ?? "");
                if (last is "PrimaryColumn" or "PrimaryGeneratedColumn" or "Unique" or "PrimaryKey" || IsUnique(decorator, moment)) shape.AddUnique([property.Name]);
            }
        }

        var given = entity.Arguments is [{ Value: var first }, ..] ? first : null;
        var name = TableNames.Of(given as LiteralExpression ?? Clauses.Entry(given, "name", moment) ?? Clauses.Entry(given, "tableName", moment), moment);
        shape.Note(moment.LinesOf(type), moment.Facts, name, TableNames.Of(type.Name));
    }

    private static bool IsUnique(CallExpression decorator, Moment moment) =>
        decorator.Arguments.Any(argument => TableShape.IsTrue(Clauses.Entry(argument.Value, "unique", moment)));

    private static string? TypeOf(CallExpression decorator, Moment moment) => decorator.Arguments is not [{ Value: var first }, ..] ? null
        : (first as LiteralExpression ?? Clauses.Entry(first, "type", moment) as LiteralExpression)?.Value;
}
