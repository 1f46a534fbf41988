using System.Collections.Immutable;
using System.Text;
using Claudit.Analysis.Facts;
using Claudit.Code.Sql;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a library call does to a store, put together as the statement in SQL that it stands for.</summary>
internal sealed class StoreQuery(Moment moment)
{
    private readonly ImmutableArray<PredicateFact>.Builder _predicates = ImmutableArray.CreateBuilder<PredicateFact>();
    private readonly ImmutableArray<AssignmentFact>.Builder _assignments = ImmutableArray.CreateBuilder<AssignmentFact>();
    private readonly ImmutableArray<FieldFact>.Builder _fields = ImmutableArray.CreateBuilder<FieldFact>();

    public Moment Moment { get; } = moment;

    public string Verb { get; set; } = "";

    public string? Table { get; set; }

    public List<string> Aggregates { get; } = [];

    public List<string> GroupBy { get; } = [];

    public List<string> Tags { get; } = [];

    public string? OnConflict { get; set; }

    public bool Joins { get; set; }

    public bool Limits { get; set; }

    public bool Offsets { get; set; }

    public bool Locks { get; set; }

    public bool Returns { get; set; }

    public bool Deduplicates { get; set; }

    /// <summary>Asks for one row, rather than a list of them.</summary>
    public bool IsOne { get; set; }

    public ImmutableArray<FieldFact> Fields => _fields.ToImmutable();

    public bool Accumulates => _assignments.Any(assignment => assignment.Accumulates);

    /// <summary>A name of a program as one of SQL: <c>periodEnd</c> is <c>period_end</c>.</summary>
    public static string Sql(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var at = 0; at < name.Length && at < 60; at++)
        {
            var begins = char.IsUpper(name[at]) && at > 0 && (char.IsLower(name[at - 1]) || (at + 1 < name.Length && char.IsLower(name[at + 1]) && char.IsUpper(name[at - 1])));
            if (begins) text.Append('_');
            text.Append(char.ToLowerInvariant(name[at]));
        }

        return text.ToString();
    }

    public void Assign(string column, Expression value, bool accumulates = false)
    {
        if (_assignments.Count >= 60) return;
        column = Sql(column);
        _assignments.Add(new AssignmentFact(column, Right(value), accumulates || Sums.AddsTo(column, value, Moment), Moment.LinesOf(value).First));
        _fields.Add(new FieldFact(column, Moment.LinesOf(value), Moment.Trace(value)));
    }

    /// <summary>The entries of an object, or of the first of a list, as columns; gives false when they are not shown.</summary>
    public bool AssignEach(Expression? rows)
    {
        if (rows is null || Moment.EntriesOf(Bindings.Row(Moment.Resolve(rows) ?? rows, Moment)) is not { } entries) return false;
        foreach (var entry in entries)
        {
            if (entry.Name is not null) Assign(entry.Name, entry.Value);
            else if (Moment.Resolve(entry.Value) is ObjectExpression inner) AssignEach(inner);
        }

        return true;
    }

    public void Compare(string column, string @operator, Expression? right, string prefix = "")
    {
        if (right is null || _predicates.Count >= 60) return;
        column = Sql(column);
        var written = prefix + Right(right);
        _predicates.Add(new PredicateFact(column, @operator == "=" && written == "null" ? "is" : @operator, written, Moment.LinesOf(right).First));
        _fields.Add(new FieldFact(column, Moment.LinesOf(right), Moment.Trace(right)));
        if (@operator is "<" or "<=" && AgeOf(column, right, Moment) is { } age) _fields.Add(age);
        if (@operator is ">" or ">=" && MonthOf(column, right, Moment) is { } month) _fields.Add(month);
    }

    /// <summary>Whether a time is asked for from the begin of a month on, as a field of its own: <c>occurred_at:month</c>.</summary>
    public static FieldFact? MonthOf(string column, Expression border, Moment moment) =>
        CalendarMonths.Begins(border, moment) ? new FieldFact($"{column}:month", moment.LinesOf(border), new Value { Text = moment.TextOf(border) }) : null;

    /// <summary>Rows are chosen by a method of the program's own.</summary>
    public void AddScope(string name, CallExpression call) => _predicates.Add(new PredicateFact(Sql(name), "scope", "", Moment.LinesOf(call).Last));

    /// <summary>How many days before now the border of a time lies, as a field of its own: <c>occurred_at:days</c>.</summary>
    public static FieldFact? AgeOf(string column, Expression border, Moment moment)
    {
        if (Spans.In(border, moment) is not var (days, written)) return null;
        var text = days.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return new FieldFact($"{column}:days", moment.LinesOf(written), new Value { Text = text, Literal = text, Traits = Traits.Constant });
    }

    /// <summary>Conditions written in SQL.</summary>
    public void CompareSql(Expression text)
    {
        if (SqlText.OfCondition(text, Moment) is not { } condition) return;
        foreach (var statement in SqlReader.Read(condition.Text))
        {
            foreach (var predicate in statement.Predicates)
            {
                _predicates.Add(new PredicateFact(predicate.Column, predicate.Operator, predicate.Right, condition.LineAt(predicate.Offset)));
            }
        }
    }

    public string Right(Expression value) => value switch
    {
        LiteralExpression { Kind: LiteralKind.String } literal => Cut($"'{literal.Value.ToLowerInvariant()}'"),
        LiteralExpression { Kind: LiteralKind.Null } => "null",
        LiteralExpression literal => Cut(literal.Value.ToLowerInvariant()),
        _ => SqlTokens.Spoken(Moment.TextOf(value)),
    };

    public QueryFact ToFact() => new()
    {
        Verb = Verb,
        Table = Table,
        Tables = Table is null ? [] : [Table],
        Predicates = _predicates.ToImmutable(),
        Assignments = _assignments.ToImmutable(),
        Aggregates = [.. Aggregates],
        GroupBy = [.. GroupBy],
        OnConflict = OnConflict,
        Joins = Joins,
        Limits = Limits,
        Offsets = Offsets,
        Locks = Locks,
        Returns = Returns,
        Deduplicates = Deduplicates,
    };

    /// <summary>Writes the site down if it matters.</summary>
    public void Note(CallExpression call, string what, Use use)
    {
        if (Verb.Length == 0) return;
        if (Verb == "insert" && OnConflict == "update" && Accumulates) OnConflict = "accumulate";
        var query = ToFact();
        if (QueryFacts.KeeperOf(query, Moment) is not { } keep) return;
        var kind = QueryFacts.KindOf(query);
        var tags = QueryFacts.TagsOf(query);
        if (IsOne && tags.Contains("list")) tags = tags.Replace("list", "one");
        foreach (var tag in Tags)
        {
            if (!tags.Contains(tag)) tags = tags.Add(tag);
        }

        if (AsyncCalls.IsAsync(Callee.Of(call.Callee), use, Moment)) tags = tags.Add("async");
        if (kind == SiteKind.Write && ResultChecks.IsChecked(call, use, Moment)) tags = tags.Add("checked");
        else if (QueryFacts.IsUnread(query, use) && !tags.Contains("conditional")) tags = tags.Add("bare");
        keep(Moment.Site(kind, call, what) with
        {
            Target = Table,
            Tags = tags,
            Fields = Fields,
            Outcome = use.Outcome,
            Result = use.Variable,
            Query = query,
        });
    }

    private static string Cut(string text) => text.Length > 80 ? text[..80] : text;
}
