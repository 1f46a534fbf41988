using System.Text;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>A text in SQL put together by an expression: literals, templates, sums and the constants they name; the rest are holes.</summary>
internal sealed class SqlText
{
    private const int LengthLimit = 20_000;

    private static readonly HashSet<string> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        "select", "insert", "update", "delete", "merge", "with", "replace", "create", "alter", "truncate", "upsert", "begin", "do",
    };

    private readonly Moment _moment;
    private readonly StringBuilder _text = new();
    private readonly List<int> _offsets = [];
    private readonly Dictionary<int, Expression> _holes = [];

    private SqlText(Moment moment) => _moment = moment;

    public string Text => _text.ToString();

    /// <summary>Null when the expression's text does not begin as a statement.</summary>
    public static SqlText? Of(Expression expression, Moment moment)
    {
        if (!BeginsAsStatement(LeadOf(expression, moment, 6))) return null;
        var text = new SqlText(moment);
        text.Append(expression, 12);
        return text;
    }

    /// <summary>A condition in SQL as a statement that has it; null for what is no text.</summary>
    public static SqlText? OfCondition(Expression expression, Moment moment)
    {
        if (expression is not (LiteralExpression or TemplateExpression or BinaryExpression)) return null;
        var text = new SqlText(moment);
        foreach (var character in "select * from t where ") text.Add(character, expression.Span.Start);
        text.Append(expression, 6);
        return text;
    }

    /// <summary>What fills the hole at an offset of the text.</summary>
    public Expression? HoleAt(int offset) => _holes.GetValueOrDefault(offset);

    /// <summary>The line of the file that the character at an offset of the text stands on.</summary>
    public int LineAt(int offset) => _offsets.Count == 0 ? 1 : _moment.Tree.Lines.LineAt(_offsets[Math.Clamp(offset, 0, _offsets.Count - 1)]);

    public int OffsetInFile(int offset) => _offsets.Count == 0 ? 0 : _offsets[Math.Clamp(offset, 0, _offsets.Count - 1)];

    public static bool BeginsAsStatement(ReadOnlySpan<char> text)
    {
        text = text.TrimStart();
        while (text.StartsWith("--") || text.StartsWith("/*"))
        {
            var end = text.StartsWith("--") ? text.IndexOf('\n') : text.IndexOf("*/") + 1;
            if (end <= 0) return false;
            text = text[(end + 1)..].TrimStart();
        }

        text = text.TrimStart("( \\");
        var word = text.IndexOfAny(" \t\r\n\\");
        return word is > 1 and < 9 && Verbs.GetAlternateLookup<ReadOnlySpan<char>>().Contains(text[..word]);
    }

    private static string LeadOf(Expression? expression, Moment moment, int depth) => expression switch
    {
        null => "",
        _ when depth == 0 => "",
        LiteralExpression { Kind: LiteralKind.String } literal => literal.Value,
        TemplateExpression { Parts: [LiteralExpression first, ..] } => first.Value,
        BinaryExpression { Operator: "+" or "%" } sum => LeadOf(sum.Left, moment, depth - 1),
        NameExpression => moment.Resolve(expression) is var resolved && resolved is NameExpression ? "" : LeadOf(resolved, moment, depth - 1),
        CallExpression call when Inner(call) is { } inner => LeadOf(inner, moment, depth - 1),
        ListExpression { Items: [var first, ..] } => LeadOf(first, moment, depth - 1),
        _ => "",
    };

    /// <summary>What a call that only wraps or trims a text is given.</summary>
    private static Expression? Inner(CallExpression call) => call.Callee switch
    {
        MemberExpression { Name: "trim" or "strip" or "Trim" or "format" or "bindparams" or "as_string" or "stripMargin" or "columns" } member => member.Target,
        MemberExpression { Name: "join", Target: ListExpression list } => list,
        MemberExpression { Name: "raw" or "sql" or "dedent" or "Format" or "SQL" or "unsafe" or "text" or "literal" } => call.Arguments is [{ Value: var value }, ..] ? value : null,
        NameExpression { Name: "text" or "sql" or "SQL" or "dedent" or "gql" or "raw" or "cleandoc" } => call.Arguments is [{ Value: var value }, ..] ? value : null,
        _ => null,
    };

    private void Append(Expression expression, int depth)
    {
        if (_text.Length > LengthLimit) return;
        switch (expression)
        {
            case LiteralExpression { Kind: LiteralKind.String } literal:
                AppendText(literal.Value, literal.Span);
                break;
            case TemplateExpression template when depth > 0:
                foreach (var part in template.Parts) Append(part, depth - 1);
                break;
            case BinaryExpression { Operator: "+" } sum when depth > 0:
                Append(sum.Left, depth - 1);
                Append(sum.Right, depth - 1);
                break;
            case BinaryExpression { Operator: "%" } formatted when depth > 0 && formatted.Left is LiteralExpression:
                Append(formatted.Left, depth - 1);
                break;
            case CallExpression call when depth > 0 && Inner(call) is { } inner:
                Append(inner, depth - 1);
                break;
            case ListExpression list when depth > 0 && _text.Length == 0:
                foreach (var item in list.Items)
                {
                    Append(item, depth - 1);
                    Add(' ', item.Span.End);
                }

                break;
            case NameExpression when depth > 0 && (_text.Length == 0 || NamesTable()) && _moment.Resolve(expression) is { } resolved and not NameExpression && IsText(resolved):
                Append(resolved, depth - 1);
                break;
            default:
                AppendHole(expression);
                break;
        }
    }

    private static bool IsText(Expression expression) => expression is LiteralExpression { Kind: LiteralKind.String } or TemplateExpression or BinaryExpression { Operator: "+" or "%" }
        || (expression is CallExpression call && Inner(call) is not null);

    /// <summary>Whether what comes next is the name of a table.</summary>
    private bool NamesTable()
    {
        var end = _text.Length;
        while (end > 0 && char.IsWhiteSpace(_text[end - 1])) end--;
        var start = end;
        while (start > 0 && end - start < 8 && char.IsLetter(_text[start - 1])) start--;
        return _text.ToString(start, end - start).ToLowerInvariant() is "from" or "into" or "update" or "join" or "table";
    }

    private void AppendHole(Expression expression)
    {
        _holes[_text.Length] = expression;
        var written = Snippet.Of(_moment.Tree.File.Text, expression.Span, 60);
        foreach (var character in $"?{{{written.Replace('}', ')').Replace('\'', ' ').Replace('"', ' ').Replace('`', ' ')}}}") Add(character, expression.Span.Start);
    }

    /// <summary>
    /// Escaped line breaks and quotes become what they mean, in the same length. Characters are found again in the source one after the
    /// other, so that literals that stand side by side keep their lines.
    /// </summary>
    private void AppendText(string value, TextSpan span)
    {
        const int reach = 200;
        var source = _moment.Tree.File.Text;
        var at = span.Start;
        for (var index = 0; index < value.Length; index++)
        {
            var character = value[index];
            if (!char.IsWhiteSpace(character))
            {
                var found = source.AsSpan(at, Math.Max(0, Math.Min(Math.Min(reach, span.End - at), source.Length - at))).IndexOf(character);
                if (found >= 0) at += found;
            }

            var next = index + 1 < value.Length ? value[index + 1] : ' ';
            if (character == '\\' && next is 'n' or 'r' or 't' or '"' or '\'' or '\\' or '`' or '\n')
            {
                Add(' ', at);
                Add(next is 'n' or 'r' or 't' or '\\' or '\n' ? ' ' : next, at);
                index++;
                at = Math.Min(at + 2, source.Length);
                continue;
            }

            Add(character, at);
            if (!char.IsWhiteSpace(character) && at < span.End) at++;
        }
    }

    private void Add(char character, int offset)
    {
        _text.Append(character);
        _offsets.Add(offset);
    }
}
