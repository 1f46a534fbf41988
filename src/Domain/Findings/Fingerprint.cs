using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Claudit.Findings;

/// <summary>
/// Names a finding by what it says, not by where it stands: rule, section, the quoted code with white space folded, and the
/// function or type around it. It stays the same when lines shift, other code changes or the file moves.
/// </summary>
public static class Fingerprint
{
    private static readonly Comparer<Finding> ByPlace = Comparer<Finding>.Create((x, y) =>
        FindingOrder.ComparePlaces(x.Locations[0], y.Locations[0]));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    /// <param name="symbol">Name of the enclosing function or type; null when there is none or it is not known.</param>
    /// <param name="ordinal">From 0: which of several findings that are equal in all of the above, by path and line.</param>
    public static string Compute(string rule, string section, string evidence, string? symbol, int ordinal)
    {
        var identity = $"{Part(rule)}{Part(section)}{Part(FoldedText.Fold(evidence))}{Part(symbol ?? "")}{ordinal}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)).AsSpan(0, 16));
    }

    /// <summary>
    /// Gives each finding its fingerprint; no two get the same. Call it once for a section's findings, after merging: the whole
    /// set decides the ordinals. The findings keep their order, which makes no difference to the result.
    /// </summary>
    /// <param name="symbolOf">Name of the function or type around a finding's first location; null for none.</param>
    public static ImmutableArray<Finding> Assign(IReadOnlyList<Finding> findings, Func<Finding, string?> symbolOf)
    {
        var fingerprints = new string[findings.Count];
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var i in Enumerable.Range(0, findings.Count).OrderBy(i => findings[i], ByPlace))
        {
            var (finding, symbol) = (findings[i], symbolOf(findings[i]));
            var first = Compute(finding.Rule, finding.Section, finding.Evidence, symbol, ordinal: 0);
            var ordinal = seen.GetValueOrDefault(first);
            seen[first] = ordinal + 1;
            fingerprints[i] = ordinal == 0 ? first : Compute(finding.Rule, finding.Section, finding.Evidence, symbol, ordinal);
        }

        return [.. findings.Select((finding, i) => finding with { Fingerprint = fingerprints[i] })];
    }

    // The length in front keeps "ab" + "c" apart from "a" + "bc".
    private static string Part(string value) => $"{value.Length}:{value}\n";
}
