using System.Text;

namespace Claudit.Submissions.Unicode;

/// <summary>
/// Normalization form D (Unicode Standard Annex 15): texts that readers cannot tell apart, such as <c>é</c> written as one character or as
/// two, have the same. Not <see cref="string.Normalize()"/>: that leaves everything as it is where the program runs without ICU.
/// </summary>
internal static class CanonicalForm
{
    // Hangul syllables, section 3.12 of the standard.
    private const int FirstSyllable = 0xAC00, Syllables = 11_172, FirstLeading = 0x1100, FirstVowel = 0x1161, BeforeTrailing = 0x11A7, Vowels = 21, Trailings = 28;

    private static readonly Lazy<CanonicalData> Data = new(CanonicalData.Read);

    public static string Of(string text)
    {
        if (Ascii.IsValid(text)) return text;
        var characters = new List<Character>(text.Length + 8);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, characters);
        OrderMarks(characters);
        var form = new StringBuilder(characters.Count);
        foreach (var character in characters) form.Append(new Rune(character.Code));
        return form.ToString();
    }

    private static void Decompose(int code, List<Character> into)
    {
        if (code - FirstSyllable is >= 0 and < Syllables and var syllable)
        {
            into.Add(new(FirstLeading + syllable / (Vowels * Trailings), 0));
            into.Add(new(FirstVowel + syllable / Trailings % Vowels, 0));
            if (syllable % Trailings is > 0 and var trailing) into.Add(new(BeforeTrailing + trailing, 0));
        }
        else if (Data.Value.Decompositions.TryGetValue(code, out var parts))
        {
            foreach (var part in parts) Decompose(part, into);
        }
        else
        {
            into.Add(new(code, Data.Value.Classes.GetValueOrDefault(code)));
        }
    }

    /// <summary>Marks of different classes stand in no order of their own: they are put in that of their classes, those of one class stay as they are.</summary>
    private static void OrderMarks(List<Character> characters)
    {
        for (int at = 0, end; at < characters.Count; at = end)
        {
            end = at + 1;
            if (characters[at].Class == 0) continue;
            while (end < characters.Count && characters[end].Class != 0) end++;
            if (end == at + 1) continue;
            var ordered = characters.GetRange(at, end - at).OrderBy(character => character.Class).ToList();
            for (var i = 0; i < ordered.Count; i++) characters[at + i] = ordered[i];
        }
    }

    /// <param name="Class">Its canonical combining class; 0 for what is no mark.</param>
    private readonly record struct Character(int Code, byte Class);
}
