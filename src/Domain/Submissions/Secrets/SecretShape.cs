using Claudit.Code;

namespace Claudit.Submissions.Secrets;

/// <summary>
/// The characters to mask for a literal that was met, null when it is something else. Must look at a bounded number of characters, or only at such as no
/// later occurrence looks at again: masking takes linear time on any text.
/// </summary>
internal delegate TextSpan? SecretFinder(Occurrence found);

/// <summary>One way to know a secret: a literal that gives it away, and where the secret lies around an occurrence of it.</summary>
/// <param name="Literal">At least three characters.</param>
internal sealed record SecretShape(string Literal, SecretFinder Find)
{
    public StringComparison Comparison { get; init; } = StringComparison.Ordinal;

    /// <summary>Whether a value that holds the literal is for this shape to judge, whatever the name says to which it is given.</summary>
    public bool IsDecisive { get; init; } = true;
}
