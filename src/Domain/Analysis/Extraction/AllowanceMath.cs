using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// An included amount is taken off a quantity: <c>quantity - included</c>. Tags: <c>allowance</c>, and <c>each:</c> with every word by which the innermost
/// loop around it names what it goes over. Fields: <c>quantity</c>, <c>included</c>.
/// </summary>
internal sealed class AllowanceMath : Recogniser
{
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal) { "included", "allowance", "free", "bundled", "allotment", "complimentary", "quota" };

    private static readonly HashSet<string> Prices = new(StringComparer.Ordinal) { "price", "rate", "cents", "micros", "cost", "tariff", "millicents", "fee" };

    private static readonly HashSet<string> Quantities = new(StringComparer.Ordinal)
    {
        "used", "usage", "quantity", "units", "minutes", "tokens", "requests", "calls", "seconds", "bytes", "gb", "messages", "total", "count", "consumed", "amount", "hours", "characters", "pages", "events", "segments", "images", "documents", "queries", "credits",
    };

    public override void Binary(BinaryExpression binary, Moment moment)
    {
        if (binary.Operator == "*" && moment.IsAboutMetering) NoteCharge(binary, moment);
        if (binary.Operator != "-" || !Names.In(binary.Right).Overlaps(Free) || Names.In(binary.Left).Overlaps(Free)) return;
        moment.Facts.Add(moment.Site(SiteKind.Calculate, binary, moment.TextOf(binary)) with
        {
            Tags = ["allowance", .. Loops.WordsAround(moment).ToImmutable().Select(word => $"each:{word}")],
            Fields =
            [
                new FieldFact("quantity", moment.LinesOf(binary.Left), moment.Trace(binary.Left)),
                new FieldFact("included", moment.LinesOf(binary.Right), moment.Trace(binary.Right)),
            ],
        });
    }

    /// <summary>A quantity times a price: tag <c>charge</c>.</summary>
    private static void NoteCharge(BinaryExpression binary, Moment moment)
    {
        var (quantity, price) = Names.In(binary.Right).Overlaps(Prices) ? (binary.Left, binary.Right) : (binary.Right, binary.Left);
        if (!Names.In(price).Overlaps(Prices) || !Names.In(quantity).Overlaps(Quantities) || Names.In(quantity).Overlaps(Prices)) return;
        moment.Facts.Add(moment.Site(SiteKind.Calculate, binary, moment.TextOf(binary)) with
        {
            Tags = ["charge"],
            Fields = [new FieldFact("quantity", moment.LinesOf(quantity), moment.Trace(quantity)), new FieldFact("price", moment.LinesOf(price), moment.Trace(price))],
        });
    }

    /// <summary>Where a file speaks of an amount that a plan includes, once: a mention with the target <c>included</c>.</summary>
    public static void Extract(SourceFile file, LineMap lines, FactsBuilder facts)
    {
        if (file.Language is not (Language.TypeScript or Language.JavaScript or Language.Python or Language.CSharp)) return;
        var text = file.Text.AsSpan();
        for (var at = text.IndexOf("ncluded"); at >= 0 && at + 8 < text.Length;)
        {
            if (text[at + 7] is >= 'A' and <= 'Z' || (text[at + 7] == '_' && char.IsAsciiLetterLower(text[at + 8])))
            {
                var line = lines.LineAt(at);
                facts.Add(new Site { Kind = SiteKind.Mention, Function = 0, Lines = new LineRange(line, line), Offset = at, What = "included", Target = "included" });
                return;
            }

            var next = text[(at + 7)..].IndexOf("ncluded");
            at = next < 0 ? -1 : at + 7 + next;
        }
    }
}
