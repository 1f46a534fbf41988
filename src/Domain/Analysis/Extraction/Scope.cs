using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What names mean inside a function: its parameters, and what its variables were given, outer functions behind it.</summary>
internal sealed class Scope(Scope? outer, Function? function)
{
    private readonly Dictionary<string, List<Binding>> _bindings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Parameter> _parameters = new(StringComparer.Ordinal);
    private HashSet<string>? _declared;

    public Function? Function { get; } = function;

    public Scope? Outer { get; } = outer;

    public void AddParameter(Parameter parameter)
    {
        foreach (var name in parameter.Name.Split(',', StringSplitOptions.RemoveEmptyEntries)) _parameters[name] = parameter;
    }

    /// <summary>The name under which the last value given to any member of a variable is bound.</summary>
    public static string AnyMemberOf(string name) => name + ".*";

    /// <param name="offset">Where the name is given this value.</param>
    /// <param name="isElement">Whether the name holds one element of the value: a loop's variable, a part of a pattern.</param>
    public void Bind(string name, Expression? value, string? type, int offset, bool isElement)
    {
        if (!_bindings.TryGetValue(name, out var all)) _bindings[name] = all = [];
        // A name given hundreds of values tells nothing; looking through them must stay cheap.
        if (all.Count < 16) all.Add(new Binding(value, type, offset, isElement));
    }

    /// <summary>Notes that a name belongs to this scope, whatever outer one has the same.</summary>
    public void Declare(string name) => (_declared ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    /// <summary>
    /// Whether a name lives outside of <paramref name="function"/>: in a module, a type or a function around it. A name that is given a value without being declared
    /// belongs to the outermost scope that knows it.
    /// </summary>
    public bool IsOutside(string name, Function function)
    {
        var isWithin = true;
        bool? isOutside = null;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._parameters.ContainsKey(name) || (scope._declared?.Contains(name) ?? false)) return !isWithin;
            if (scope._bindings.ContainsKey(name)) isOutside = !isWithin;
            if (scope.Function == function && scope.Outer?.Function != function) isWithin = false;
        }

        return isOutside ?? false;
    }

    /// <summary>
    /// The last value given to a name before <paramref name="offset"/>, or else the first given at all; null for a name that is not known. In a value that is given
    /// to the name itself, it has an earlier one.
    /// </summary>
    public Binding? Find(string name, int offset, out bool isParameter)
    {
        isParameter = false;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope._bindings.TryGetValue(name, out var all))
            {
                Binding? before = null;
                foreach (var binding in all)
                {
                    if (binding.Offset <= offset && !binding.Holds(offset)) before = binding;
                }

                if (before is not null || !all[0].Holds(offset)) return before ?? all[0];
            }

            if (!scope._parameters.TryGetValue(name, out var parameter)) continue;
            isParameter = true;
            return new Binding(parameter.Default, parameter.Type, 0, false);
        }

        return null;
    }
}

internal sealed record Binding(Expression? Value, string? Type, int Offset, bool IsElement)
{
    public bool Holds(int offset) => Value is not null && Value.Span.Contains(offset);
}
