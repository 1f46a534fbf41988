namespace Claudit.Code;

/// <summary>Source text by zero-based UTF-16 offset, <c>End</c> excluded; equal ends are an empty span.</summary>
public readonly record struct TextSpan(int Start, int End)
{
    public int Length => End - Start;

    public bool Contains(TextSpan other) => Start <= other.Start && other.End <= End;

    public bool Contains(int offset) => Start <= offset && offset < End;
}
