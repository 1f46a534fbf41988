using System.Globalization;

namespace Claudit.Api;

/// <summary>Numbers as headers and events carry them.</summary>
internal static class ApiText
{
    public static string Of(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>Digits alone: no sign, no space.</summary>
    public static bool TryParse(string? text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
