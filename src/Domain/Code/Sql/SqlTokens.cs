using System.Text;
using Claudit.Code.Lexing;
using Claudit.Submissions;

namespace Claudit.Code.Sql;

/// <summary>The tokens of a text in SQL that a statement is made of, brackets matched and parameters numbered.</summary>
internal sealed class SqlTokens
{
    private static readonly SqlToken Nothing = new(SqlTokenKind.Mark, "", 0, 0, -1, -1);

    private readonly string _text;
    private readonly int _offset;
    private readonly Func<SqlParameter, string?>? _nameOf;
    private readonly List<SqlToken> _all = [];
    private readonly List<SqlParameter> _parameters = [];
    private readonly Stack<int> _open = [];
    private int _positional;

    private SqlTokens(string text, int offset, Func<SqlParameter, string?>? nameOf) => (_text, _offset, _nameOf) = (text, offset, nameOf);

    public int Count => _all.Count;

    /// <summary>A token; before the first and behind the last one stand tokens without text.</summary>
    public SqlToken this[int index]
    {
        get
        {
            Looks++;
            return (uint)index < (uint)_all.Count ? _all[index] : Nothing;
        }
    }

    /// <summary>How often a token was looked at.</summary>
    public long Looks { get; private set; }

    public IReadOnlyList<SqlParameter> Parameters => _parameters;

    /// <summary>What stands between dollar quotes.</summary>
    public List<TextSpan> Bodies { get; } = [];

    /// <param name="offset">Added to every offset.</param>
    /// <param name="nameOf">What the host program passes for a parameter without a name, as written; null when that is not shown.</param>
    public static SqlTokens Of(string text, int offset, Func<SqlParameter, string?>? nameOf)
    {
        var tokens = new SqlTokens(text, offset, nameOf);
        foreach (var token in Lexer.Lex(text, Language.Sql))
        {
            if (!token.IsTrivia) tokens.Add(token);
        }

        return tokens;
    }

    private void Add(Token token)
    {
        var written = _text.AsSpan(token.Start, token.Length);
        switch (token.Kind)
        {
            case TokenKind.Keyword:
                Add(SqlTokenKind.Keyword, Lower(written), token);
                break;
            case TokenKind.Identifier:
                AddWord(written, token);
                break;
            case TokenKind.Number:
                if (EndsWith("{")) AddParameter(SqlParameterKind.Positional, int.TryParse(written, out var number) ? number : -1, "", token);
                else Add(SqlTokenKind.Number, written.ToString(), token);
                break;
            case TokenKind.String:
                AddString(written, token);
                break;
            case TokenKind.Punctuation when written is "?":
                AddParameter(SqlParameterKind.Positional, _positional++, "", token);
                break;
            default:
                AddMark(written, token);
                break;
        }
    }

    private void AddWord(ReadOnlySpan<char> written, Token token)
    {
        switch (written[0])
        {
            case '?' or '$' when written.Length > 2 && written[1] == '{':
                AddParameter(SqlParameterKind.Hole, -1, written[2..^1].ToString(), token);
                break;
            case '$':
                AddParameter(SqlParameterKind.Positional, int.TryParse(written[1..], out var number) ? number - 1 : -1, "", token);
                break;
            case '%' when written.Length > 3:
                AddParameter(SqlParameterKind.Named, -1, written[2..^2].ToString(), token);
                break;
            case '%':
                AddParameter(SqlParameterKind.Positional, _positional++, "", token);
                break;
            case ':' or '@' when written.Length > 1 && written[1] != '@':
                AddParameter(SqlParameterKind.Named, -1, written[1..].ToString(), token);
                break;
            case '"' or '`' or '[':
                var name = written.Trim("\"`[]\\");
                if (!name.IsEmpty) Add(SqlTokenKind.Name, Lower(name), token);
                break;
            default:
                Add(SqlTokenKind.Name, Lower(written), token);
                break;
        }
    }

    /// <summary>A string may have holes of the host program inside.</summary>
    private void AddString(ReadOnlySpan<char> written, Token token)
    {
        if (written[0] == '$')
        {
            var tag = written[1..].IndexOf('$') + 2;
            if (written.Length >= 2 * tag) Bodies.Add(new TextSpan(token.Start + tag, token.End - tag));
            Add(SqlTokenKind.String, "'…'", token);
            return;
        }

        var hole = written.IndexOf("?{");
        var length = hole < 0 ? -1 : written[hole..].IndexOf('}');
        if (length < 0)
        {
            Add(SqlTokenKind.String, written.Length > 200 ? "'…'" : Lower(written), token);
            return;
        }

        var name = written.Slice(hole + 2, length - 2).ToString();
        _parameters.Add(new SqlParameter(SqlParameterKind.Hole, -1, name, _offset + token.Start + hole));
        _all.Add(new SqlToken(SqlTokenKind.Parameter, Spoken(name), _offset + token.Start, _offset + token.End, -1, _parameters.Count - 1));
    }

    private void AddMark(ReadOnlySpan<char> written, Token token)
    {
        var close = written is "}" && _open.TryPeek(out var brace) && _all[brace].Text == "{" ? brace : -1;
        if (close >= 0 && CloseTemplate(close, token)) return;
        if (written is "(" or "{" or "[")
        {
            _open.Push(_all.Count);
        }
        else if (written is ")" or "]" or "}")
        {
            var opener = written is ")" ? "(" : written is "]" ? "[" : "{";
            if (_open.TryPeek(out var open) && _all[open].Text == opener)
            {
                _open.Pop();
                _all[open] = _all[open] with { Match = _all.Count };
                _all.Add(new SqlToken(SqlTokenKind.Mark, written.ToString(), _offset + token.Start, _offset + token.End, open, -1));
                return;
            }
        }

        Add(SqlTokenKind.Mark, written is "!=" ? "<>" : written is "==" ? "=" : written.ToString(), token);
    }

    /// <summary>
    /// Takes together what a format or a template language puts into the text: <c>{0}</c> and <c>{end:Date}</c> are parameters, <c>{{ ref('usage') }}</c> a name,
    /// <c>{% if … %}</c> nothing.
    /// </summary>
    private bool CloseTemplate(int open, Token token)
    {
        if (open == _all.Count - 2 && _all[^1].Kind == SqlTokenKind.Parameter)
        {
            _open.Pop();
            _all[open] = _all[^1] with { Start = _all[open].Start, End = _offset + token.End };
            _all.RemoveAt(_all.Count - 1);
            return true;
        }

        // ClickHouse: {periodEnd:DateTime64(3)}
        if (open + 2 < _all.Count && _all[open + 1].Kind == SqlTokenKind.Name && (_all[open + 2].Kind == SqlTokenKind.Parameter || _all[open + 2].Text == ":"))
        {
            var parameter = new SqlParameter(SqlParameterKind.Named, -1, _text[(_all[open + 1].Start - _offset)..(_all[open + 1].End - _offset)], _all[open].Start);
            _open.Pop();
            _parameters.Add(parameter);
            _all.RemoveRange(open + 1, _all.Count - open - 1);
            _all[open] = new SqlToken(SqlTokenKind.Parameter, Spoken(parameter.Name), parameter.Offset, _offset + token.End, -1, _parameters.Count - 1);
            return true;
        }

        if (open == _all.Count - 1 || _all[open + 1].Text is not ("{" or "%")) return false;
        if (_all[open + 1].Text == "{" && _all[open + 1].Match < 0) return false;
        _open.Pop();
        var name = "";
        for (var at = open + 2; at < _all.Count && at < open + 12; at++)
        {
            if (_all[at].Kind == SqlTokenKind.String) name = _all[at].Text.Trim('\'');
            else if (_all[at].Kind == SqlTokenKind.Name && name.Length == 0 && at == open + 2) name = _all[at].Text;
        }

        var start = _all[open].Start;
        var isName = _all[open + 1].Text == "{" && name.Length > 0;
        _all.RemoveRange(open, _all.Count - open);
        if (isName) _all.Add(new SqlToken(SqlTokenKind.Name, name, start, _offset + token.End, -1, -1));
        return true;
    }

    private bool EndsWith(string mark) => _all.Count > 0 && _all[^1].Kind == SqlTokenKind.Mark && _all[^1].Text == mark;

    private void Add(SqlTokenKind kind, string text, Token token) => _all.Add(new SqlToken(kind, text, _offset + token.Start, _offset + token.End, -1, -1));

    private void AddParameter(SqlParameterKind kind, int index, string name, Token token)
    {
        var parameter = new SqlParameter(kind, index, name, _offset + token.Start);
        _parameters.Add(parameter);
        var spoken = Spoken(name.Length > 0 ? name : _nameOf?.Invoke(parameter) ?? "");
        _all.Add(new SqlToken(SqlTokenKind.Parameter, spoken, _offset + token.Start, _offset + token.End, -1, _parameters.Count - 1));
    }

    /// <summary><c>periodEnd</c> is <c>? period end</c>.</summary>
    public static string Spoken(string name)
    {
        var text = new StringBuilder("?");
        var after = ' ';
        foreach (var character in name.Length > 60 ? name[..60] : name)
        {
            if (char.IsLetterOrDigit(character))
            {
                if (!char.IsLetterOrDigit(after) || (char.IsUpper(character) && char.IsLower(after))) text.Append(' ');
                text.Append(char.ToLowerInvariant(character));
            }

            after = character;
        }

        return text.ToString();
    }

    private static string Lower(ReadOnlySpan<char> text) => string.Create(text.Length, text, (buffer, source) => source.ToLowerInvariant(buffer));
}
