namespace Claudit;

/// <summary>One thing that is wrong with input from outside, said so that its author can mend it.</summary>
/// <param name="Code">Stable, in kebab case; callers may switch on it.</param>
/// <param name="Pointer">Where: a JSON pointer into a request, or <c>file:line</c> of a definition.</param>
/// <param name="Message">What is wrong and what to write instead.</param>
public sealed record Problem(string Code, string Pointer, string Message)
{
    /// <summary>How many are told of one input at most: more would not help anybody, and a hostile one could have millions.</summary>
    public const int MostTold = 100;
}
