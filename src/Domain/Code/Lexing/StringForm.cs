namespace Claudit.Code.Lexing;

internal enum Escaping
{
    None,

    /// <summary>A backslash takes the next character with it.</summary>
    Backslash,

    /// <summary>The closing character, written twice, stands for itself.</summary>
    Doubled,
}

internal enum HoleStyle
{
    None,

    /// <summary><c>${expression}</c></summary>
    Dollar,

    /// <summary><c>{expression!r:spec}</c>; the specification may have holes of its own. <c>{{</c> is a brace.</summary>
    Python,

    /// <summary><c>{expression,alignment:format}</c>. <c>{{</c> is a brace, unless the form is fenced.</summary>
    CSharp,

    /// <summary><c>{expression}</c> in an element.</summary>
    Markup,
}

/// <summary>One way to write a string: <paramref name="Prefix"/>, then <paramref name="Open"/> as often as <see cref="Count"/> says.</summary>
/// <param name="Prefix">In lower case; letters match in either case.</param>
internal sealed record StringForm(string Prefix, char Open)
{
    public char Close { get; init; } = Open;

    /// <summary>How many closing characters end it.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether <see cref="Count"/> is a minimum: as many opening characters as there are must close it.</summary>
    public bool Fenced { get; init; }

    public Escaping Escaping { get; init; }

    /// <summary>Whether line breaks belong to it. A fenced one then has to begin with a line break to have more of them.</summary>
    public bool Multiline { get; init; }

    /// <summary>Whether a backslash before a line break continues it on the next line.</summary>
    public bool BackslashJoinsLines { get; init; }

    /// <summary>Whether its content shows backslashes as written, though one may keep a quote from closing it.</summary>
    public bool Raw { get; init; }

    public HoleStyle Holes { get; init; }

    /// <summary>How many braces open and close a hole.</summary>
    public int HoleWidth { get; init; } = 1;

    public TokenKind Kind { get; init; } = TokenKind.String;

    /// <summary>Whether it may not follow a name, a number or a closing bracket without a space: an apostrophe, an index.</summary>
    public bool StandsApart { get; init; }

    /// <summary>Whether a letter has to follow its opening.</summary>
    public bool BeginsWithLetter { get; init; }

    public string Opener => Prefix + new string(Open, Count);

    /// <summary>The characters at which a scan of its body has to look, line breaks apart.</summary>
    public string Stops => Close
        + (Escaping == Escaping.Backslash ? "\\" : "")
        + Holes switch { HoleStyle.None => "", HoleStyle.Dollar => "$", _ => "{" };

    /// <summary>The same for the format of a hole.</summary>
    public string FormatStops => Holes == HoleStyle.Python ? Close + "{}" : Close + "}";
}
