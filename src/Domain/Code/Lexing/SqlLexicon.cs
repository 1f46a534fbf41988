namespace Claudit.Code.Lexing;

/// <summary>
/// SQL as PostgreSQL, SQL Server, MySQL, SQLite and the warehouses write it. Quoted names are identifiers, and so are parameters
/// (<c>$1</c>, <c>:name</c>, <c>@name</c>, <c>%s</c>) and what a host language puts into a statement (<c>${…}</c>, <c>?{…}</c>); <c>?</c> is a mark.
/// Keywords are the words that build statements; functions, types and words that name columns are identifiers.
/// </summary>
internal static class SqlLexicon
{
    public static readonly LexicalRules Rules = new()
    {
        KeywordsIgnoreCase = true,
        Keywords =
        [
            "all", "alter", "and", "as", "asc", "begin", "between", "by", "cascade", "case", "check", "column", "commit",
            "conflict", "constraint", "create", "cross", "declare", "default", "delete", "desc", "distinct", "do", "drop", "duplicate",
            "else", "end", "except", "exists", "false", "fetch", "filter", "for", "foreign", "from", "full", "function", "grant", "group",
            "having", "if", "in", "index", "inner", "insert", "intersect", "into", "is", "join", "lateral", "left", "like", "ilike",
            "limit", "lock", "locked", "materialized", "merge", "natural", "not", "nothing", "null", "offset", "on", "or", "order", "outer",
            "over", "partition", "primary", "procedure", "references", "replace", "returning", "returns", "right", "rollback", "savepoint",
            "schema", "select", "set", "skip", "table", "then", "transaction", "trigger", "true", "truncate", "union", "unique", "update",
            "using", "values", "view", "when", "where", "window", "with",
        ],
        ValueKeywords = ["false", "null", "true"],
        LineComments = ["--"],
        BlockComments = [new("/*", "*/", Nests: true)],
        Strings =
        [
            new("", '\'') { Escaping = Escaping.Doubled, Multiline = true },
            new("n", '\'') { Escaping = Escaping.Doubled, Multiline = true },
            new("b", '\'') { Escaping = Escaping.Doubled, Multiline = true },
            new("x", '\'') { Escaping = Escaping.Doubled, Multiline = true },
            new("e", '\'') { Escaping = Escaping.Backslash, Multiline = true },
            new("", '"') { Escaping = Escaping.Doubled, Kind = TokenKind.Identifier },
            new("", '`') { Escaping = Escaping.Doubled, Kind = TokenKind.Identifier },
            new("", '[') { Close = ']', Escaping = Escaping.Doubled, Kind = TokenKind.Identifier, StandsApart = true, BeginsWithLetter = true },
        ],
        Placeholders = [new("${", "}", Named: false), new("?{", "}", Named: false), new("%(", ")s", Named: true), new("%s", "", Named: true)],
        WordPartCharacters = "$",
        Sigils = ["@@", "@", ":", "$", "#"],
        SigilsTakeDigits = true,
        DollarQuotes = true,
        Operators =
        [
            "->>", "#>>", "!~*", "<=>",
            "::", ":=", "=>", "<=", ">=", "<>", "!=", "||", "->", "#>", "@>", "<@", "?|", "?&", "@?", "@@", "~*", "!~", "&&", "<<", ">>", "==",
        ],
        Marks = "()[]{},;.<>=+-*/%&|^!~?:@#",
        NumbersEndInDot = true,
        NumbersBeginWithDot = true,
    };
}
