using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a call calls, as names: <c>stripe.billing.meterEvents.create</c>.</summary>
/// <param name="Path">Names parted by dots; calls inside the chain as <c>name()</c>, an index as <c>[]</c>, what has no name as <c>?</c>.</param>
/// <param name="Last">The last name; empty when there is none.</param>
internal readonly record struct Callee(string Path, string Last)
{
    public static Callee Of(Expression expression)
    {
        var last = expression switch
        {
            NameExpression name => name.Name,
            MemberExpression member => member.Name,
            _ => "",
        };
        return new Callee(PathOf(expression, 12), last);
    }

    /// <summary>The path of a chain of names, calls and indexes, its innermost <paramref name="depth"/> links at most.</summary>
    public static string PathOf(Expression expression, int depth) => expression switch
    {
        _ when depth == 0 => "…",
        NameExpression name => name.Name,
        MemberExpression member => $"{PathOf(member.Target, depth - 1)}.{member.Name}",
        CallExpression call => $"{PathOf(call.Callee, depth - 1)}()",
        IndexExpression index => $"{PathOf(index.Target, depth - 1)}[]",
        AwaitExpression await => PathOf(await.Operand, depth - 1),
        CastExpression cast => PathOf(cast.Operand, depth - 1),
        _ => "?",
    };

    /// <summary>Whether the path ends with these names, whatever case and underscores they are written in.</summary>
    public bool EndsWith(string names) => Path.EndsWith(names, StringComparison.Ordinal)
        && (Path.Length == names.Length || Path[Path.Length - names.Length - 1] == '.');

    /// <summary>The path in lower case without underscores, in which one API has one spelling in every language.</summary>
    public string Folded() => Path.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
}
