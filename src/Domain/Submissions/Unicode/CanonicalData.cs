using System.Collections.Frozen;
using System.Globalization;

namespace Claudit.Submissions.Unicode;

/// <summary>What the Unicode Character Database says of canonical equivalence; the file beside this one names its version.</summary>
/// <param name="Classes">The combining classes of characters, where they are not 0.</param>
/// <param name="Decompositions">One step of each, Hangul syllables aside.</param>
internal sealed record CanonicalData(FrozenDictionary<int, byte> Classes, FrozenDictionary<int, int[]> Decompositions)
{
    private const string Resource = "canonical-decompositions.txt";

    /// <summary>Lines <c>FIRST..LAST:CLASS</c>, <c>CODE:CLASS</c> and <c>CODE=CODE CODE</c>, codes in hexadecimal.</summary>
    public static CanonicalData Read()
    {
        using var stream = typeof(CanonicalData).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"The assembly holds no {Resource}.");
        using var reader = new StreamReader(stream);
        var (classes, decompositions) = (new Dictionary<int, byte>(), new Dictionary<int, int[]>());
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#')) continue;
            if (line.Split('=') is [var code, var parts])
            {
                decompositions.Add(Code(code), [.. parts.Split(' ').Select(Code)]);
                continue;
            }

            var of = line.Split(':');
            var range = of[0].Split("..");
            for (var each = Code(range[0]); each <= Code(range[^1]); each++) classes.Add(each, byte.Parse(of[1], CultureInfo.InvariantCulture));
        }

        return new CanonicalData(classes.ToFrozenDictionary(), decompositions.ToFrozenDictionary());
    }

    private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
