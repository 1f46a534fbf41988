using System.Collections.Frozen;
using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>Finds the fields of usage events in what a call is given or a function returns: in objects, lists, mappings and what builds them.</summary>
internal static class EventShapes
{
    /// <summary>Names of fields, without underscores and in lower case, that usage events alone have.</summary>
    private static readonly FrozenSet<string> Telling = new[]
    {
        "identifier", "idempotencykey", "transactionid", "eventname", "eventtype", "externalcustomerid", "externalsubscriptionid", "specversion", "stripecustomerid",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The fields of the event that a returned value is; empty for anything else.</summary>
    public static ImmutableArray<FieldFact> Built(Expression value, Moment moment)
    {
        if (moment.Resolve(value) is not (ObjectExpression or ListExpression or ComprehensionExpression or CallExpression) and not null) return [];
        var entries = Unwrapped(value, moment, 4, null).Take(40).ToList();
        return entries.Exists(entry => entry.Name is { } name && IsTelling(name)) ? moment.FieldsOf(entries) : [];
    }

    public static bool IsTelling(string name) => name is [('i' or 'I' or 't' or 'T' or 'e' or 'E' or 's' or 'S'), ..] && Telling.Contains(name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant());

    /// <summary>The events that a call carries: an object, a list of them, an object that holds the list, a request's body, or a mapping that builds them.</summary>
    public static IEnumerable<Argument> Of(CallExpression call, Moment moment, List<string>? makers = null)
    {
        foreach (var argument in call.Arguments)
        {
            if (argument.Name is "idempotency_key" or "options" or "timeout" or "headers" or "cancellationToken") continue;
            if (argument.Name is not null and not ("@event" or "events" or "event" or "usage" or "params" or "json" or "data" or "body" or "content"))
            {
                yield return argument;
                continue;
            }

            foreach (var entry in Unwrapped(argument.Value, moment, 5, makers)) yield return entry;
        }
    }

    private static IEnumerable<Argument> Unwrapped(Expression expression, Moment moment, int depth, List<string>? makers)
    {
        if (depth == 0) yield break;
        var resolved = moment.Resolve(expression);
        if (resolved is CallExpression or NameExpression or MemberExpression && moment.Returned(resolved) is { } returned)
        {
            foreach (var inner in Unwrapped(returned, moment, depth - 1, makers)) yield return inner;
            yield break;
        }

        switch (resolved)
        {
            case null when expression is NameExpression name:
                foreach (var inner in Named(name, moment, depth - 1, makers)) yield return inner;
                break;
            case ObjectExpression entries:
                foreach (var entry in entries.Entries)
                {
                    if (entry.Name is "headers" or "method" or "signal" or "idempotencyKey" or "timeout" or "stripeAccount") continue;
                    moment.Settle(entry.Value, entries);
                    if (entry.Name is "events" or "event" or "@event" or "usage" or "body" or "data" or "json" or "Events" or "Event" && Holds(entry.Value, moment))
                    {
                        foreach (var inner in Unwrapped(entry.Value, moment, depth - 1, makers)) yield return inner;
                    }
                    else
                    {
                        yield return entry;
                    }
                }

                break;
            case ListExpression { Items: [var first, ..] }:
                foreach (var inner in Unwrapped(first, moment, depth - 1, makers)) yield return inner;
                break;
            case ComprehensionExpression comprehension:
                foreach (var inner in Unwrapped(comprehension.Item, moment, depth - 1, makers)) yield return inner;
                break;
            case CallExpression { Callee: MemberExpression { Name: "map" or "Select" or "flatMap" }, Arguments: [{ Value: LambdaExpression { Function.Body: { } body } }, ..] }:
                if (body.Statements.OfType<ReturnStatement>().LastOrDefault()?.Value is { } built)
                {
                    foreach (var inner in Unwrapped(built, moment, depth - 1, makers)) yield return inner;
                }

                break;
            case CallExpression { Callee: MemberExpression { Name: "map" or "Select" or "flatMap" }, Arguments: [{ Value: NameExpression or MemberExpression }, ..] } mapped when moment.Returned(mapped.Arguments[0].Value) is null:
                makers?.Add(Maker(mapped, mapped.Arguments[0].Value, moment));
                break;
            case CallExpression { Callee: MemberExpression { Name: "map" or "Select" or "flatMap" }, Arguments: [{ Value: NameExpression or MemberExpression }, ..] } mapped:
                foreach (var inner in Unwrapped(mapped.Arguments[0].Value, moment, depth - 1, makers)) yield return inner;
                break;
            case CallExpression { Callee: MemberExpression { Name: "stringify" or "dumps" or "Serialize" or "ToList" or "ToArray" or "Create" } or NameExpression { Name: "list" }, Arguments: [{ Value: var inside }, ..] }:
                foreach (var inner in Unwrapped(inside, moment, depth - 1, makers)) yield return inner;
                break;
            case CallExpression { Callee: MemberExpression { Name: "ToList" or "ToArray", Target: var target } }:
                foreach (var inner in Unwrapped(target, moment, depth - 1, makers)) yield return inner;
                break;
            case CallExpression made when made.IsNew || made.Arguments.Any(argument => argument.Name is not null):
                foreach (var argument in moment.PartsOf(made) ?? made.Arguments)
                {
                    moment.Settle(argument.Value, made);
                    if (argument.Name is null or "events" or "Events" || (argument.Name is "event" or "Event" or "usage" or "Usage" && Holds(argument.Value, moment)))
                    {
                        foreach (var inner in Unwrapped(argument.Value, moment, depth - 1, makers)) yield return inner;
                    }
                    else
                    {
                        yield return argument;
                    }
                }

                break;
            case CallExpression { Callee: NameExpression or MemberExpression } made:
                makers?.Add(Maker(made, made.Callee, moment));
                break;
        }
    }

    /// <summary>A function that builds an event; <c>rebuilt</c> when it is called anew each time that the unit around the send is repeated.</summary>
    private static string Maker(Expression call, Expression function, Moment moment)
    {
        foreach (var frame in moment.Frames)
        {
            if (frame.IsRetryUnit && frame.Span.Contains(call.Span)) return $"rebuilt:{Callee.Of(function).Last}";
        }

        return $"built:{Callee.Of(function).Last}";
    }

    /// <summary>What a name stands for whose value is not given to it as such: a parameter, or each element of something.</summary>
    private static IEnumerable<Argument> Named(NameExpression name, Moment moment, int depth, List<string>? makers)
    {
        var binding = moment.Scope.Find(name.Name, name.Span.Start, out var isParameter);
        if (isParameter) makers?.Add($"given:{name.Name}");
        else if (binding is { IsElement: true, Value: NameExpression or CallExpression or ListExpression or AwaitExpression } && binding.Value != name) return Unwrapped(binding.Value, moment, depth, makers);
        return [];
    }

    /// <summary>Whether a value holds events, rather than being a property named like one.</summary>
    private static bool Holds(Expression value, Moment moment) =>
        moment.Resolve(value) is ListExpression or ObjectExpression or CallExpression or ComprehensionExpression;
}
