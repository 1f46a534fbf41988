namespace Claudit.Code;

/// <summary>What keeps a text from being read whole.</summary>
/// <param name="Offset">Where it begins; a zero-based UTF-16 offset.</param>
/// <param name="Description">A noun phrase, such as "a comment that never closes".</param>
public sealed record Obstacle(int Offset, string Description)
{
    internal static Obstacle TooDeep(int offset) => new(offset, "nesting too deep to follow");
}
