using System.Collections.Immutable;
using Claudit.Code.Sql;
using Claudit.Code.Syntax;

namespace Claudit.Analysis.Extraction;

/// <summary>What a call gives for the parameters of the statement that it runs.</summary>
internal sealed class Bindings
{
    private readonly List<Expression> _positional = [];
    private readonly Dictionary<string, Expression> _named = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="arguments">Those behind the statement, or all entries of the object that holds it.</param>
    public static Bindings Of(IEnumerable<Argument> arguments, Moment moment)
    {
        var bindings = new Bindings();
        foreach (var argument in arguments)
        {
            if (argument.Name is "text" or "sql" or "query" or "statement" or "cancellationToken" or "transaction" or "format" or "type") continue;
            var value = Row(moment.Resolve(argument.Value) ?? argument.Value, moment);
            switch (value)
            {
                case ListExpression list:
                    bindings._positional.AddRange(list.Items);
                    break;
                case not null when Moment.EntriesOf(value) is { } entries:
                    bindings.AddNamed(entries, moment, 4);
                    break;
                case NameExpression { Name: "params" or "parameters" or "values" or "args" or "bindings" or "data" or "rows" or "batch" or "options" } or null:
                    break;
                default:
                    bindings._positional.Add(argument.Value);
                    break;
            }
        }

        return bindings;
    }

    public Expression? For(SqlParameter parameter) => parameter.Kind switch
    {
        SqlParameterKind.Positional => parameter.Index >= 0 && parameter.Index < _positional.Count ? _positional[parameter.Index] : null,
        SqlParameterKind.Named => _named.GetValueOrDefault(parameter.Name),
        _ => null,
    };

    private void AddNamed(IEnumerable<Argument> entries, Moment moment, int depth)
    {
        if (depth == 0) return;
        foreach (var entry in entries)
        {
            if (entry.Name is "replacements" or "bind" or "params" or "query_params" or "values" or "parameters" or "args")
            {
                var inner = Row(moment.Resolve(entry.Value) ?? entry.Value, moment);
                if (inner is ListExpression list) _positional.AddRange(list.Items);
                else if (Moment.EntriesOf(inner) is { } nested) AddNamed(nested, moment, depth - 1);
            }
            else if (entry.Name is not null)
            {
                _named.TryAdd(entry.Name, entry.Value);
            }
            else if (entry.Value is MemberExpression member)
            {
                // C#: new { usage.Id } is named after its member.
                _named.TryAdd(member.Name, member);
            }
            else if (entry.Value is NameExpression name)
            {
                _named.TryAdd(name.Name, name);
            }
        }
    }

    /// <summary>Of many rows, how one is built.</summary>
    public static Expression Row(Expression value, Moment moment) => value switch
    {
        ListExpression { Items: [ListExpression or ObjectExpression, ..] list } => list[0],
        ComprehensionExpression comprehension => comprehension.Item,
        CallExpression { Callee: MemberExpression { Name: "map" or "Select" }, Arguments: [{ Value: LambdaExpression { Function.Body: { } body } }, ..] }
            when body.Statements.OfType<ReturnStatement>().LastOrDefault()?.Value is { } built => moment.Resolve(built) ?? built,
        CallExpression { IsNew: false, Callee: MemberExpression { Name: "ToList" or "ToArray", Target: var target } } => Row(target, moment),
        _ => value,
    };
}
