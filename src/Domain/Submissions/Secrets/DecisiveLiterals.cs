using System.Buffers;

namespace Claudit.Submissions.Secrets;

/// <summary>What in a value says that another shape judges it, or that it comes from elsewhere.</summary>
internal static class DecisiveLiterals
{
    private static readonly SearchValues<string> Values = SearchValues.Create(
        [.. SecretKinds.All.SelectMany(kind => kind.Shapes).Where(shape => shape.IsDecisive).Select(shape => shape.Literal).Distinct(), "${", "{{"],
        StringComparison.Ordinal);

    public static bool In(ReadOnlySpan<char> value) => value.ContainsAny(Values);
}
