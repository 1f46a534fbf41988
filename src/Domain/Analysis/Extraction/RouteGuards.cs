using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>
/// What stands in front of single routes: a mention with the target <c>route</c> for each, by its verb and path; tags: the names of its middlewares and filters, and
/// <c>to:</c> with the handler that is named. What a chain puts in front of a route of ASP.NET is a mention of its own at the same place.
/// </summary>
internal sealed class RouteGuards : Recogniser
{
    public override void Call(CallExpression call, Callee callee, Use use, Moment moment)
    {
        switch (callee.Last)
        {
            case "post" or "put" or "patch" or "get" or "delete" or "all" when call.Callee is MemberExpression && call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String, Value: ['/', ..] path } }, _, ..]
                && moment.Tree.File.Language is Language.JavaScript or Language.TypeScript:
                var names = new List<string>();
                for (var index = 1; index < call.Arguments.Length; index++)
                {
                    var value = call.Arguments[index].Value;
                    if (index == call.Arguments.Length - 1 && value is not ObjectExpression)
                    {
                        if (value is NameExpression or MemberExpression) names.Add("to:" + Callee.Of(value).Last);
                        continue;
                    }

                    AddNames(value, names);
                }

                Note(call, $"{callee.Last.ToUpperInvariant()} {path}", names, moment);
                break;
            case "MapPost" or "MapPut" or "MapPatch" or "MapGet" or "MapDelete" when call.Arguments is [{ Value: LiteralExpression { Kind: LiteralKind.String } at }, { Value: var handler }, ..]:
                Note(call, $"{callee.Last[3..].ToUpperInvariant()} {at.Value}", handler is NameExpression or MemberExpression ? ["to:" + Callee.Of(handler).Last] : [], moment);
                break;
            case "AddEndpointFilter" or "RequireRateLimiting" or "WithMetadata" or "AddEndpointFilterFactory" or "RequireAuthorization":
                if (RouteBelow(call) is { } route) Note(call, "filter", [TypeArgument(call, route, moment), .. call.Arguments.Select(argument => argument.Value is LiteralExpression literal ? literal.Value : moment.TextOf(argument.Value))], moment, route);
                else if (moment.Tree.File.Language == Language.CSharp) Note(call, "group", [TypeArgument(call, null, moment)], moment);
                break;
            case "use" when call.Callee is MemberExpression && moment.Tree.File.Language is Language.JavaScript or Language.TypeScript:
                var used = new List<string>();
                foreach (var argument in call.Arguments) AddNames(argument.Value, used);
                if (used.Count > 0) Note(call, "group", used, moment);
                break;
        }
    }

    private static void AddNames(Expression value, List<string> names)
    {
        switch (value)
        {
            case NameExpression or MemberExpression:
                names.Add(Callee.Of(value).Last);
                break;
            case CallExpression made:
                names.Add(Callee.Of(made.Callee).Last);
                break;
            case ListExpression list:
                foreach (var item in list.Items) AddNames(item, names);
                break;
            case ObjectExpression options:
                foreach (var entry in options.Entries)
                {
                    if (entry.Name is "preHandler" or "onRequest" or "preValidation" or "middleware" or "middlewares" or "pre") AddNames(entry.Value, names);
                }

                break;
        }
    }

    private static CallExpression? RouteBelow(CallExpression call)
    {
        for (var at = call.Callee; at is MemberExpression { Target: CallExpression inner };)
        {
            if (Callee.Of(inner.Callee).Last is "MapPost" or "MapPut" or "MapPatch" or "MapGet" or "MapDelete") return inner;
            at = inner.Callee;
        }

        return null;
    }

    /// <summary>The type that a generic call names: <c>AddEndpointFilter&lt;QuotaFilter&gt;()</c>.</summary>
    private static string TypeArgument(CallExpression call, CallExpression? route, Moment moment)
    {
        var start = Math.Max(call.Callee.Span.Start, route?.Span.End ?? call.Callee.Span.Start);
        var text = moment.Tree.File.Text.AsSpan(start, Math.Max(0, call.Span.End - start));
        var open = text.LastIndexOf('<');
        var close = open < 0 ? -1 : text[open..].IndexOf('>');
        return close is > 1 and < 120 ? text.Slice(open + 1, close - 1).ToString() : "";
    }

    private static void Note(CallExpression call, string what, IEnumerable<string> names, Moment moment, CallExpression? route = null) =>
        moment.Facts.Add(moment.Site(SiteKind.Mention, route ?? call, what) with { Target = "route", Tags = [.. names.Where(name => name.Length is > 0 and < 120)] });
}
