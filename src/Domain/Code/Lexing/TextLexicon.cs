namespace Claudit.Code.Lexing;

/// <summary>Words, numbers and single marks: for prose, and for languages without tables of their own.</summary>
internal static class TextLexicon
{
    public static readonly LexicalRules Rules = new() { Marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~" };
}
