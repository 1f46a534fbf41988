using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>The names of tables that models, repositories and table objects stand for.</summary>
internal static class TableNames
{
    private static readonly string[] Suffixes = ["Repository", "_repository", "Repo", "_repo", "Collection", "_collection", "Model", "_model", "Entity", "Dao", "Table", "_table"];

    /// <summary>The table that an expression stands for, in lower case; null when it stands for none.</summary>
    public static string? Of(Expression? expression, Moment moment)
    {
        switch (expression)
        {
            case LiteralExpression { Kind: LiteralKind.String } literal:
                var text = literal.Value.AsSpan().Trim();
                var space = text.IndexOf(' ');
                if (space > 0) text = text[..space];
                return text.IsEmpty ? null : StoreQuery.Sql(text[(text.LastIndexOf('.') + 1)..].ToString());
            case NameExpression name:
                return Declared(moment.Scope.Find(name.Name, name.Span.Start, out _)?.Value) ?? Of(name.Name);
            case MemberExpression { Name: "objects" or "query" or "_default_manager", Target: var model }:
                return Of(model, moment);
            case MemberExpression { Target: NameExpression { Name: "this" or "self" } } own:
                return Declared(moment.Scope.Find("this." + own.Name, own.Span.Start, out _)?.Value) ?? Of(own.Name);
            case MemberExpression member:
                return Of(member.Name);
            case CallExpression call:
                return Declared(call);
            default:
                return null;
        }
    }

    public static string? Of(string name)
    {
        name = name.TrimStart('_');
        foreach (var suffix in Suffixes)
        {
            if (name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.Ordinal))
            {
                name = name[..^suffix.Length];
                break;
            }
        }

        return name.Length == 0 || !char.IsLetter(name[0]) ? null : StoreQuery.Sql(name);
    }

    /// <summary>The name under which a table, collection or model is made.</summary>
    private static string? Declared(Expression? value) => value is CallExpression { Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String } literal }, ..] } call
        && Callee.Of(call.Callee).Last is "pgTable" or "mysqlTable" or "sqliteTable" or "Table" or "table" or "collection" or "Collection" or "GetCollection" or "model" or "define" or "createTable"
        ? StoreQuery.Sql(literal.Value)
        : value is CallExpression { Arguments: [{ Value: NameExpression model }, ..] } made && Callee.Of(made.Callee).Last is "getRepository" or "InjectRepository" or "Set" ? Of(model.Name)
        : null;
}
