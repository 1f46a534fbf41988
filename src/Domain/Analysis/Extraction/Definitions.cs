using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>The functions and methods that a file defines at its top or in its types.</summary>
internal static class Definitions
{
    /// <summary>By name; of several of one name, the first.</summary>
    public static Dictionary<string, Function> Of(IEnumerable<Statement> statements)
    {
        var functions = new Dictionary<string, Function>(StringComparer.Ordinal);
        Add(statements, functions);
        return functions;
    }

    /// <summary>The types of a file by name; of several of one name, the first.</summary>
    public static Dictionary<string, TypeStatement> TypesOf(IEnumerable<Statement> statements)
    {
        var types = new Dictionary<string, TypeStatement>(StringComparer.Ordinal);
        AddTypes(statements, types);
        return types;
    }

    private static void AddTypes(IEnumerable<Statement> statements, Dictionary<string, TypeStatement> types)
    {
        foreach (var statement in statements)
        {
            if (statement is Block block) AddTypes(block.Statements, types);
            if (statement is not TypeStatement type) continue;
            types.TryAdd(type.Name, type);
            AddTypes(type.Members, types);
        }
    }

    private static void Add(IEnumerable<Statement> statements, Dictionary<string, Function> functions)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case FunctionStatement { Function: { Name: { } name } function }:
                    functions.TryAdd(name, function);
                    break;
                case DeclareStatement { Value: LambdaExpression lambda, Target: NameExpression variable }:
                    functions.TryAdd(variable.Name, lambda.Function);
                    break;
                case TypeStatement type:
                    Add(type.Members, functions);
                    break;
                case Block block:
                    Add(block.Statements, functions);
                    break;
            }
        }
    }
}
