using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>A table's shape while it is read out of a program.</summary>
internal sealed class TableShape
{
    private readonly ImmutableArray<ColumnFact>.Builder _columns = ImmutableArray.CreateBuilder<ColumnFact>();
    private readonly ImmutableArray<ImmutableArray<string>>.Builder _uniques = ImmutableArray.CreateBuilder<ImmutableArray<string>>();

    public bool IsEmpty => _columns.Count == 0 && _uniques.Count == 0;

    public void AddColumn(string name, string type, string? standard = null)
    {
        if (_columns.Count < 200) _columns.Add(new ColumnFact(StoreQuery.Sql(name), type.ToLowerInvariant(), standard?.ToLowerInvariant()));
    }

    public void AddUnique(IEnumerable<string> columns)
    {
        var names = columns.Select(StoreQuery.Sql).ToImmutableArray();
        if (!names.IsEmpty && _uniques.Count < 40) _uniques.Add(names);
    }

    /// <summary>Whether it is a table only where a set of it is shown.</summary>
    public bool IsAssumed { get; set; }

    /// <summary>Notes the table under each of the names that code may call it by.</summary>
    public void Note(LineRange lines, FactsBuilder facts, params ReadOnlySpan<string?> names)
    {
        var noted = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (name is not null && noted.Add(name)) facts.Add(new TableFact(name, lines, _columns.ToImmutable(), _uniques.ToImmutable()) { IsAssumed = IsAssumed });
        }
    }

    /// <summary>The columns that an expression names: a text, a list of them, members of a row, the keys of an object.</summary>
    public static IEnumerable<string> ColumnsOf(Expression? expression) => expression switch
    {
        null => [],
        LiteralExpression { Kind: LiteralKind.String } literal => [literal.Value[(literal.Value.LastIndexOf('.') + 1)..]],
        MemberExpression member => [member.Name],
        NameExpression name => [name.Name],
        ListExpression list => list.Items.SelectMany(ColumnsOf),
        ObjectExpression entries => entries.Entries.SelectMany(entry => entry.Name is null ? ColumnsOf(entry.Value) : entry.Value is MemberExpression ? ColumnsOf(entry.Value) : [entry.Name]),
        LambdaExpression { Function.Body.Statements: [ReturnStatement { Value: { } returned }, ..] } => ColumnsOf(returned),
        CallExpression { IsNew: true } made => made.Arguments.SelectMany(argument => ColumnsOf(argument.Value)),
        CallExpression { Callee: NameExpression { Name: "nameof" }, Arguments: [{ Value: var named }, ..] } => ColumnsOf(named),
        CallExpression { Arguments: [{ Value: LiteralExpression first }, ..] } => [first.Value],
        CastExpression cast => ColumnsOf(cast.Operand),
        _ => [],
    };

    public static bool IsTrue(Expression? value) => value is LiteralExpression { Value: "true" or "True" };
}
