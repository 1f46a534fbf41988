namespace Claudit.Code.Sql;

internal enum SqlTokenKind : byte
{
    /// <summary>A keyword that builds statements.</summary>
    Keyword,

    /// <summary>A name, quoted or not.</summary>
    Name,
    Number,
    String,
    Parameter,
    Mark,
}

/// <param name="Text">In lower case, without the quotes of a name. Of a parameter: <c>?</c> and the words of its name.</param>
/// <param name="Match">Index of the token that closes the bracket which this one opens, or opens the one which it closes; -1 without one.</param>
/// <param name="Parameter">Index in the list of parameters; -1 when it is none and holds none.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Text, int Start, int End, int Match, int Parameter);
