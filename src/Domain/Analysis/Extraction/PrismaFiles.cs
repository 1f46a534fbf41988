using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Code;
using Claudit.Submissions;

namespace Claudit.Analysis.Extraction;

/// <summary>The models of a Prisma schema, as tables.</summary>
internal static class PrismaFiles
{
    private const int LineLimit = 20_000;

    public static void Extract(SourceFile file, LineMap lines, FactsBuilder facts)
    {
        if (!file.Path.EndsWith(".prisma", StringComparison.Ordinal)) return;
        string? name = null;
        var first = 0;
        var number = 0;
        var columns = ImmutableArray.CreateBuilder<ColumnFact>();
        var uniques = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        string? mapped = null;
        foreach (var each in file.Text.AsSpan().EnumerateLines())
        {
            number++;
            if (number > LineLimit) return;
            var line = each.Trim();
            if (name is null)
            {
                if (!line.StartsWith("model ") || line.IndexOf('{') is not (> 6 and var open)) continue;
                (name, first, mapped) = (line[6..open].Trim().ToString(), number, null);
                columns.Clear();
                uniques.Clear();
            }
            else if (line is "}")
            {
                facts.Add(new TableFact(StoreQuery.Sql(mapped ?? name), new LineRange(first, number), columns.ToImmutable(), uniques.ToImmutable()));
                name = null;
            }
            else if (line.StartsWith("@@map(\""))
            {
                mapped = line[7..].ToString().Split('"')[0];
            }
            else if (line.StartsWith("@@unique([") || line.StartsWith("@@id(["))
            {
                var list = line[(line.IndexOf('[') + 1)..];
                var close = list.IndexOf(']');
                if (close > 0) uniques.Add([.. list[..close].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(StoreQuery.Sql)]);
            }
            else if (line.Length > 0 && char.IsAsciiLetter(line[0]) && line.IndexOf(' ') is > 0 and var gap)
            {
                var column = StoreQuery.Sql(line[..gap].ToString());
                var rest = line[gap..].TrimStart();
                var type = rest.IndexOf(' ') is > 0 and var end ? rest[..end] : rest;
                columns.Add(new ColumnFact(column, type.TrimEnd("?[]").ToString().ToLowerInvariant(), null));
                if (line.Contains(" @id", StringComparison.Ordinal) || line.Contains(" @unique", StringComparison.Ordinal)) uniques.Add([column]);
            }
        }
    }
}
