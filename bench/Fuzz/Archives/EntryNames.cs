using System.Collections.Immutable;
using System.Text;
using Claudit.Bench.Fuzz.Mutation;

namespace Claudit.Bench.Fuzz.Archives;

/// <summary>Names of files that are good, bad, or easily taken for each other.</summary>
internal static class EntryNames
{
    private static readonly string[] Names =
    [
        "a.ts", "A.ts", "src/a.ts", "src/A.ts", "src\\a.ts", "./a.ts", "src//a.ts", "src/./a.ts", "src/../a.ts", "../a.ts", "..", ".", "", "/", "/a.ts", "C:/a.ts", "c:a.ts", "\\\\server\\a.ts",
        "con.ts", "src/aux", "COM¹.py", "a.ts.", "a ", "a\u001B[2J.ts", "a\n.ts", "é.ts", "e\u0301.ts", "É.ts", "\u212B.ts", "\u00C5.ts", "가.py", "\u1100\u1161.py", "ﬁ.ts", "fi.ts", "a\u202E.ts",
        ".gitignore", "src/.gitignore", "node_modules/x.js", "dist/a.js", "yarn.lock", "a.min.js", "x.zip", "x.tar.gz", "a.png", "usage.sql", "meter.py", "Meter.cs", "src/", "audit.test.ts", "schema.prisma",
    ];

    private static readonly string[] Endings = [".ts", ".py", ".cs", ".sql", ".js", ".md", "/.gitignore", ".test.ts", ".prisma", ".lock"];

    private static readonly Mutator Mutator = new([.. Names.Select(Encoding.UTF8.GetBytes)], Mutation.Mutator.Tokens("/", "\\", "..", ".", "\0", "\uFEFF", "a/", "../", ":", "é", "e\u0301", "*"), 400, isText: true);

    public static byte[] Next(Random random)
    {
        // Most are good: where every archive had a bad one, nothing behind the names would be read.
        var name = Encoding.UTF8.GetBytes(random.Next(6) == 0 ? Names[random.Next(Names.Length)] : $"src/{random.Next(20)}{Endings[random.Next(Endings.Length)]}");
        if (random.Next(12) != 0) return name;
        return Mutator.Mutate(name, random);
    }

    public static ImmutableArray<byte[]> Tokens { get; } = [.. Names.Select(Encoding.UTF8.GetBytes)];
}
