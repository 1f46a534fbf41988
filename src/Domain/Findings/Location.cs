namespace Claudit.Findings;

/// <summary>Lines of one submitted file.</summary>
/// <param name="Path">Relative to the submission's root, with forward slashes.</param>
/// <param name="StartLine">From 1.</param>
/// <param name="EndLine">Included; at least <paramref name="StartLine"/>.</param>
public sealed record Location(string Path, int StartLine, int EndLine)
{
    public override string ToString() => StartLine == EndLine ? $"{Path}:{StartLine}" : $"{Path}:{StartLine}-{EndLine}";
}
