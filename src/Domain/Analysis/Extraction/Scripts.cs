using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// Scripts that run inside of Redis. A mention with the target <c>script-check</c> where one compares a count with a limit and adds an amount; tag <c>adds</c> when the
/// comparison has the amount in it, else <c>ignores</c>. Field: the amount.
/// </summary>
internal sealed class Scripts : Recogniser
{
    private const int LengthLimit = 8_000;

    public override void Text(string text, Expression expression, Moment moment)
    {
        if (text.Length is < 40 or > LengthLimit || !text.Contains("redis.call", StringComparison.Ordinal)) return;
        if (AmountAdded(text) is not var (added, amount) || amount.Length == 0 || char.IsAsciiDigit(amount[0])) return;
        var names = NamesFor(amount, text);
        var at = -1;
        var adds = false;
        for (var start = text.IndexOf("if ", StringComparison.Ordinal); start >= 0 && start < added; start = text.IndexOf("if ", start + 3, StringComparison.Ordinal))
        {
            var end = text.IndexOf("then", start, StringComparison.Ordinal);
            if (end < 0) break;
            var condition = text.AsSpan(start + 3, end - start - 3);
            if (!condition.ContainsAny('>', '<')) continue;
            at = start;
            foreach (var name in names) adds |= condition.Contains(name, StringComparison.Ordinal);
        }

        if (at < 0) return;
        var first = moment.Tree.Lines.LineAt(expression.Span.Start);
        var line = first + text.AsSpan(0, at).Count('\n');
        line = Math.Min(line, moment.Tree.Lines.LineAt(Math.Max(expression.Span.Start, expression.Span.End - 1)));
        var written = text.AsSpan(at, Math.Min(80, text.Length - at));
        var stop = written.IndexOf('\n');
        moment.Facts.Add(moment.Site(SiteKind.Mention, expression, (stop > 0 ? written[..stop] : written).ToString().Trim()) with
        {
            Lines = new LineRange(line, line),
            Target = "script-check",
            Tags = [adds ? "adds" : "ignores"],
            Fields = [new FieldFact("amount", new LineRange(line, line), new Value { Text = amount })],
        });
    }

    /// <summary>Where an amount is added, and what it is called: the last argument of the call.</summary>
    private static (int Offset, string Amount)? AmountAdded(string text)
    {
        foreach (var command in (ReadOnlySpan<string>)["INCRBY", "DECRBY", "incrby", "decrby", "IncrBy"])
        {
            var at = text.IndexOf(command, StringComparison.Ordinal);
            if (at < 0) continue;
            var end = text.IndexOf('\n', at);
            var call = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
            var close = call.LastIndexOf(')');
            if (close > 0) call = call[..close];
            var comma = call.LastIndexOf(',');
            return comma < 0 ? null : (at, call[(comma + 1)..].Trim().TrimEnd(')').ToString());
        }

        return null;
    }

    /// <summary>The amount, what holds it, and what is computed from it.</summary>
    private static List<string> NamesFor(string amount, string text)
    {
        var names = new List<string> { amount };
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range).Trim();
            var equal = line.IndexOf('=');
            if (!line.StartsWith("local ") || equal < 7 || names.Count > 8) continue;
            var name = line[6..equal].Trim();
            var value = line[(equal + 1)..].Trim();
            // local amount = tonumber(ARGV[1]): both names mean it; local total = used + amount holds it.
            if (name.SequenceEqual(amount) && value.IndexOf("ARGV") is >= 0 and var argument) names.Add(value[argument..].TrimEnd(')').ToString());
            foreach (var known in names.ToArray())
            {
                if (value.Contains(known, StringComparison.Ordinal) && !name.SequenceEqual(known))
                {
                    names.Add(name.ToString());
                    break;
                }
            }
        }

        return names;
    }
}
