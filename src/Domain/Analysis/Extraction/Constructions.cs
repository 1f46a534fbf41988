using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What an object that is made by position gives to which part: a record, a data class, a class with a constructor.</summary>
internal static class Constructions
{
    /// <summary>
    /// The arguments of a call that makes an object of a type of this file, under the names that the parts have on the wire; null for a type that is not
    /// shown. Arguments that have a name already keep it.
    /// </summary>
    public static IEnumerable<Argument>? Named(CallExpression made, string? type, IReadOnlyDictionary<string, TypeStatement> types)
    {
        if (type is null || !types.TryGetValue(type, out var shown)) return null;
        var names = PartsOf(shown);
        return names.Count == 0 ? null : made.Arguments.Select((argument, index) => argument.Name is null && index < names.Count ? argument with { Name = names[index] } : argument);
    }

    private static List<string> PartsOf(TypeStatement type)
    {
        foreach (var member in type.Members)
        {
            if (member is FunctionStatement { Function: { Name: { } name, Parameters.IsEmpty: false } function } && (name is "constructor" or "__init__" || name == type.Name))
            {
                return [.. function.Parameters.Where(parameter => parameter.Name is not ("self" or "this")).Select(parameter => parameter.Name)];
            }
        }

        return [.. type.Members.OfType<DeclareStatement>().Where(member => member.Target is NameExpression).Select(NameOf)];
    }

    private static string NameOf(DeclareStatement part)
    {
        foreach (var decorator in part.Decorators)
        {
            if (decorator is CallExpression { Arguments: [{ Value: LiteralExpression { Kind: LiteralKind.String, Value: { Length: > 0 } wire } }, ..] } call
                && Callee.Of(call.Callee).Last is "JsonPropertyName" or "JsonProperty" or "DataMember")
            {
                return wire;
            }
        }

        return ((NameExpression)part.Target).Name;
    }
}
