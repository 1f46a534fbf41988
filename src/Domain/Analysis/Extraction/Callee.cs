using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a call calls, as names: <c>stripe.billing.meterEvents.create</c>.</summary>
internal sealed class Callee
{
    private readonly Expression _expression;
    private string? _path;
    private string? _folded;

    private Callee(Expression expression)
    {
        _expression = expression;
        Last = expression switch
        {
            NameExpression name => name.Name,
            MemberExpression member => member.Name,
            _ => "",
        };
    }

    /// <summary>The last name; empty when there is none.</summary>
    public string Last { get; }

    /// <summary>Names parted by dots; calls inside the chain as <c>name()</c>, an index as <c>[]</c>, what has no name as <c>?</c>.</summary>
    public string Path => _path ??= PathOf(_expression, 12);

    /// <summary>The path in lower case without underscores, in which one API has one spelling in every language.</summary>
    public string Folded => _folded ??= Path.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

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
        var expression = _expression;
        for (var depth = 0; depth < 12; depth++)
        {
            switch (expression)
            {
                case NameExpression name:
                    return Has(name.Name, part);
                case MemberExpression member:
                    if (Has(member.Name, part)) return true;
                    expression = member.Target;
                    continue;
                case CallExpression call:
                    expression = call.Callee;
                    continue;
                case AwaitExpression await:
                    expression = await.Operand;
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool Has(string name, string part)
    {
        for (var start = 0; start <= name.Length - part.Length; start++)
        {
            if ((name[start] | 0x20) == part[0] && name.AsSpan(start, part.Length).Equals(part, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }
}
