using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// An included amount is taken off a quantity: <c>quantity - included</c>. Tags: <c>allowance</c>, and <c>each:</c> with every word by which the innermost
/// loop around it names what it goes over. Fields: <c>quantity</c>, <c>included</c>.
/// </summary>
internal sealed class AllowanceMath : Recogniser
{
    private static readonly HashSet<string> Free = new(StringComparer.Ordinal) { "included", "allowance", "free", "bundled", "allotment", "complimentary", "quota" };

    public override void Binary(BinaryExpression binary, Moment moment)
    {
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
}
