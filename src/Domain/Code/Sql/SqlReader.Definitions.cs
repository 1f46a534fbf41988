using System.Collections.Immutable;

namespace Claudit.Code.Sql;

/// <summary>Statements that define tables, indexes, views and functions.</summary>
internal sealed partial class SqlReader
{
    private void ReadDefinition(int at, int end, Query query)
    {
        var isAlter = Is(at, "alter");
        for (var look = at + 1; look < end && look < at + 6; look++)
        {
            switch (Text(look))
            {
                case "table" when isAlter:
                    ReadAlter(look + 1, end, query);
                    return;
                case "table":
                    ReadTable(look + 1, end, query);
                    return;
                case "index" when Is(look - 1, "unique") || Is(look - 2, "unique"):
                    ReadIndex(look + 1, end, query);
                    return;
                case "index" or "trigger" or "type" or "extension" or "schema" or "database" or "sequence" or "policy":
                    return;
                case "view":
                    ReadView(look + 1, end, query);
                    return;
                case "function" or "procedure":
                    ReadRoutine(look + 1, end, query);
                    return;
            }
        }
    }

    private void ReadView(int at, int end, Query query)
    {
        var name = TableAt(at, out at);
        while (at < end && Text(at) is not ("select" or "with")) at++;
        if (at >= end) return;
        query.Verb = "create";
        if (Is(at, "with")) at = ReadExpressions(at + 1);
        query.AddTable(name, isTarget: true);
        Scan(at, end, query, 0);
    }

    /// <summary>A body in dollar quotes is a text of its own; one between <c>begin</c> and <c>end</c> is read as what follows.</summary>
    private void ReadRoutine(int at, int end, Query query)
    {
        var name = TableAt(at, out at);
        for (; at < end; at++)
        {
            if (Text(at) is not ("return" or "returns" or "as" or "begin" or "query")) continue;
            if (!Is(at + 1, "select") && !Is(at + 1, "with")) continue;
            query.Verb = "create";
            query.AddTable(name, isTarget: true);
            Scan(Is(at + 1, "with") ? ReadExpressions(at + 2) : at + 1, end, query, 0);
            return;
        }
    }

    private void ReadTable(int at, int end, Query query)
    {
        var name = TableAt(at, out at);
        if (name is null) return;
        query.Verb = "create";
        query.AddTable(name, isTarget: true);
        var columns = ImmutableArray.CreateBuilder<SqlColumn>();
        var uniques = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        if (Is(at, "("))
        {
            var close = Close(at, end);
            for (at++; at < close;)
            {
                var stop = at;
                while (stop < close && !Is(stop, ",")) stop = Next(stop, close);
                ReadItem(at, stop, columns, uniques);
                at = stop + 1;
            }

            at = close + 1;
        }

        query.Shape = new SqlTable(name, columns.ToImmutable(), uniques.ToImmutable(), OptionAfter(at, end, "engine"), OptionAfter(at, end, "ttl"));
        while (at < end && !Is(at, "select")) at = Next(at, end);
        if (at < end) Scan(at, end, query, 0);
    }

    /// <summary>One column or constraint of a table.</summary>
    private void ReadItem(int at, int end, ImmutableArray<SqlColumn>.Builder columns, ImmutableArray<ImmutableArray<string>>.Builder uniques)
    {
        if (at >= end) return;
        if (Is(at, "constraint")) at += 2;
        if (Text(at) is "primary" or "unique")
        {
            if (NamesIn(at, end) is { IsEmpty: false } names) uniques.Add(names);
            return;
        }

        if (Text(at) is "foreign" or "check" or "index" or "exclude" or "like" or "references" or "projection" || (Is(at, "key") && end - at > 2)) return;
        if (_tokens[at].Kind is not (SqlTokenKind.Name or SqlTokenKind.Keyword)) return;
        var stop = at + 1;
        while (stop < end && !EndsType(stop)) stop = Next(stop, end);
        string? standard = null;
        for (var look = stop; look < end; look = Next(look, end))
        {
            if (Is(look, "default") && look + 1 < end)
            {
                var last = Next(look + 1, end);
                while (last < end && !EndsType(last)) last = Next(last, end);
                standard = Written(look + 1, last).Text;
            }
            else if (Is(look, "unique") || (Is(look, "primary") && Is(look + 1, "key")))
            {
                uniques.Add([Text(at)]);
            }
        }

        columns.Add(new SqlColumn(Text(at), Written(at + 1, stop).Text, standard));
    }

    private bool EndsType(int at) => Text(at) is "default" or "not" or "null" or "primary" or "unique" or "references" or "check" or "constraint" or "generated" or "collate"
        or "comment" or "codec" or "identity" or "auto_increment" or "autoincrement" or "on" or "as" or "ttl" or "materialized" or "encode";

    /// <summary>The names in the first brackets.</summary>
    private ImmutableArray<string> NamesIn(int at, int end)
    {
        while (at < end && !Is(at, "(")) at++;
        if (at >= end) return [];
        var names = ImmutableArray.CreateBuilder<string>();
        var close = Close(at, end);
        for (at++; at < close; at++)
        {
            var isFirst = Text(at - 1) is "(" or "," || Is(at - 1, "[");
            if (isFirst && _tokens[at].Kind is SqlTokenKind.Name or SqlTokenKind.Keyword && !Is(at + 1, "(")) names.Add(Text(at));
        }

        return names.ToImmutable();
    }

    private string? OptionAfter(int at, int end, string option)
    {
        while (at < end && !Is(at, option)) at = Next(at, end);
        if (at >= end) return null;
        at++;
        if (Is(at, "=")) at++;
        var stop = at;
        while (stop < end && Text(stop) is not ("order" or "partition" or "primary" or "settings" or "ttl" or "engine" or "comment" or "as" or "sample" or "default")) stop = Next(stop, end);
        return Written(at, stop).Text;
    }

    private void ReadIndex(int at, int end, Query query)
    {
        while (at < end && !Is(at, "on")) at++;
        var name = TableAt(at + 1, out at);
        if (at >= end || name is null || NamesIn(at, end) is not { IsEmpty: false } columns) return;
        query.Verb = "create";
        query.AddTable(name, isTarget: true);
        query.Shape = new SqlTable(name, [], [columns], null, null);
    }

    private void ReadAlter(int at, int end, Query query)
    {
        var name = TableAt(at, out at);
        if (name is null) return;
        query.AddTable(name, isTarget: true);
        if (Is(at, "delete") || (Is(at, "drop") && Is(at + 1, "partition")))
        {
            query.Verb = "delete";
            Scan(at + 1, end, query, 0);
            return;
        }

        query.Verb = "create";
        var columns = ImmutableArray.CreateBuilder<SqlColumn>();
        var uniques = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        while (at < end)
        {
            var stop = at;
            while (stop < end && !Is(stop, ",")) stop = Next(stop, end);
            if (Is(at, "add"))
            {
                at++;
                while (Text(at) is "column" or "if" or "not" or "exists") at++;
                ReadItem(at, stop, columns, uniques);
            }

            at = stop + 1;
        }

        if (columns.Count > 0 || uniques.Count > 0) query.Shape = new SqlTable(name, columns.ToImmutable(), uniques.ToImmutable(), null, OptionAfter(0, 0, "ttl"));
        else query.Verb = "";
    }
}
