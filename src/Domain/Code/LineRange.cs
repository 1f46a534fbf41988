namespace Claudit.Code;

/// <summary>Lines of one file as a reader counts them: from 1, both ends included.</summary>
public readonly record struct LineRange(int First, int Last)
{
    public bool Contains(LineRange other) => First <= other.First && other.Last <= Last;

    public bool Overlaps(LineRange other) => First <= other.Last && other.First <= Last;

    public override string ToString() => First == Last ? $"{First}" : $"{First}-{Last}";
}
