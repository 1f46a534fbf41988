using System.Buffers;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a call calls, as names: <c>stripe.billing.meterEvents.create</c>.</summary>
internal sealed class Callee
{
    /// <summary>Links of a chain that are looked at, its innermost.</summary>
    private const int LongestPath = 12;

    private readonly Expression _expression;
    private string? _path;
    private string? _folded;
    private List<string>? _names;
    private WordSet? _words;

    private Callee(Expression expression)
    {
        _expression = expression;
        Last = NameOf(expression) ?? "";
    }

    /// <summary>The last name; empty when there is none.</summary>
    public string Last { get; }

    /// <summary>Names parted by dots; calls inside the chain as <c>name()</c>, an index as <c>[]</c>, what has no name as <c>?</c>.</summary>
    public string Path => _path ??= PathOf(_expression, LongestPath);

    /// <summary>The path in lower case without underscores, in which one API has one spelling in every language.</summary>
    public string Folded => _folded ??= Path.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>The words of all names in the path.</summary>
    public WordSet Words => _words ??= WordsOf(Names);

    /// <summary>The names of the path, the last first.</summary>
    private List<string> Names => _names ??= NamesOf(_expression);

    public static Callee Of(Expression expression) => new(expression);

    /// <summary>The path of a chain of names, calls and indexes, its innermost <paramref name="depth"/> links at most.</summary>
    public static string PathOf(Expression expression, int depth) => expression switch
    {
        _ when depth == 0 => "…",
        NameExpression name => name.Name,
        MemberExpression { Target: NameExpression name } member => $"{name.Name}.{member.Name}",
        MemberExpression member => $"{PathOf(member.Target, depth - 1)}.{member.Name}",
        CallExpression call => $"{PathOf(call.Callee, depth - 1)}()",
        IndexExpression index => $"{PathOf(index.Target, depth - 1)}[]",
        AwaitExpression await => PathOf(await.Operand, depth - 1),
        CastExpression cast => PathOf(cast.Operand, depth - 1),
        _ => "?",
    };

    /// <summary>Whether the path ends with these names.</summary>
    public bool EndsWith(string names) => Path.EndsWith(names, StringComparison.Ordinal)
        && (Path.Length == names.Length || Path[Path.Length - names.Length - 1] == '.');

    /// <summary>Whether a name of the chain contains a part, in any case; cheaper than to ask the path.</summary>
    /// <param name="part">Lower-case ASCII letters.</param>
    public bool Mentions(string part)
    {
        foreach (var name in Names)
        {
            if (Has(name, part)) return true;
        }

        return false;
    }

    /// <summary>Whether a name of the chain contains one of these parts.</summary>
    public bool Mentions(SearchValues<string> parts)
    {
        foreach (var name in Names)
        {
            if (name.AsSpan().ContainsAny(parts)) return true;
        }

        return false;
    }

    private static WordSet WordsOf(List<string> names)
    {
        var words = new WordSet();
        foreach (var name in names) Extraction.Words.AddTo(words, name);
        return words;
    }

    private static List<string> NamesOf(Expression expression)
    {
        var names = new List<string>();
        var link = (Expression?)expression;
        for (var depth = 0; depth < LongestPath && link is not null; depth++, link = Within(link))
        {
            if (NameOf(link) is { } name) names.Add(name);
        }

        return names;
    }

    private static string? NameOf(Expression link) => link switch
    {
        NameExpression name => name.Name,
        MemberExpression member => member.Name,
        _ => null,
    };

    private static Expression? Within(Expression link) => link switch
    {
        MemberExpression member => member.Target,
        CallExpression call => call.Callee,
        IndexExpression index => index.Target,
        AwaitExpression await => await.Operand,
        CastExpression cast => cast.Operand,
        _ => null,
    };

    private static bool Has(string name, string part)
    {
        for (var start = 0; start <= name.Length - part.Length; start++)
        {
            if ((name[start] | 0x20) == part[0] && name.AsSpan(start, part.Length).Equals(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
