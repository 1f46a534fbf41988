using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>Tells which parameters of a request handler the caller fills in, rather than the framework or a container.</summary>
internal static class Requests
{
    private static readonly FrozenSet<string> Simple = new[]
    {
        "string", "String", "Guid", "int", "long", "decimal", "double", "bool", "DateTime", "DateTimeOffset", "DateOnly", "str", "float", "UUID", "uuid.UUID", "date", "datetime", "number",
    }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly string[] Bodies = ["Request", "Dto", "DTO", "Query", "Command", "Input", "Body", "Payload", "Params", "Filter"];

    /// <summary>The names of these parameters; empty for a function that does not look like a handler.</summary>
    public static ImmutableArray<string> Of(Function function, Entry entry, Language language)
    {
        if (function.Parameters.IsEmpty || !Handles(function, entry)) return [];
        return [.. function.Parameters.Where(parameter => IsRequested(parameter, language)).Select(parameter => parameter.Name)];
    }

    private static bool Handles(Function function, Entry entry) => entry.Kind is EntryKind.Route or EntryKind.Webhook
        || (function.ReturnType is { } type && (type.Contains("IResult", StringComparison.Ordinal) || type.Contains("Results<", StringComparison.Ordinal) || type.Contains("ActionResult", StringComparison.Ordinal)))
        || function.Parameters.Any(parameter => parameter.Decorators.Any(IsBinding));

    private static bool IsRequested(Parameter parameter, Language language)
    {
        if (parameter.Decorators.Any(IsBinding)) return true;
        if (!parameter.Decorators.IsEmpty) return false;
        var type = parameter.Type ?? "";
        switch (language)
        {
            case Language.CSharp:
                return IsValue(type);
            case Language.Python:
                if (type.Contains("Depends", StringComparison.Ordinal) || type.Contains("Security", StringComparison.Ordinal)) return false;
                if (parameter.Default is CallExpression given) return Callee.Of(given.Callee).Last is "Query" or "Path" or "Body" or "Header" or "Form" or "Cookie";
                return IsValue(type.StartsWith("Annotated[", StringComparison.Ordinal) ? type["Annotated[".Length..].Split(',')[0] : type);
            default:
                return false;
        }
    }

    private static bool IsValue(string type)
    {
        var bare = type.TrimEnd('?').Replace("|None", "", StringComparison.Ordinal).Trim();
        if (bare.StartsWith("Optional[", StringComparison.Ordinal)) bare = bare["Optional[".Length..].TrimEnd(']');
        return Simple.Contains(bare) || (bare is not ("HttpRequest" or "Request") && Array.Exists(Bodies, body => bare.EndsWith(body, StringComparison.Ordinal)));
    }

    private static bool IsBinding(Expression decorator) => Callee.Of((decorator as CallExpression)?.Callee ?? decorator).Last
        is "FromRoute" or "FromQuery" or "FromBody" or "FromForm" or "FromHeader" or "AsParameters" or "Param" or "Query" or "Body" or "Headers" or "QueryParam" or "PathParam";
}
