using System.Text;
using System.Text.Unicode;
using Claudit.Audits;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Bench.Fuzz.Running;
using Claudit.Local.Commands;

namespace Claudit.Bench.Fuzz.Definitions;

/// <summary>Audit definitions, through the catalog and what <c>claudit catalog</c> shows of one that it takes.</summary>
internal sealed class DefinitionTarget : FuzzTarget
{
    private const string File = "metered-billing/audit.yaml";

    private static readonly byte[] Delivered = Encoding.UTF8.GetBytes(RepositoryFile.Read($"audits/{File}"));

    /// <summary>Each line of prose cut: a change seldom hits what matters among all that text.</summary>
    private static readonly byte[] Short = Encoding.UTF8.GetBytes(string.Join('\n', Encoding.UTF8.GetString(Delivered).Split('\n').Select(line => line.Length > 90 ? line[..90] : line)));

    private static readonly Mutator Mutator = new(
        [Delivered, Short],
        Mutation.Mutator.Tokens(
            ":", ": ", " ", "\n", "\t", "\r", "- ", "? ", "[", "]", "{", "}", ",", "&a ", "*a", "!", "!!str ", "!<x>", "%YAML 1.2\n---\n", "---\n", "...\n", "|", ">", "|2-\n", ">-9\n", "\"", "'", "\\", "\"\\x", "\"\\UFFFFFFFF\"", "\"\\uD800\"", "#", " #", "@", "`", "~", "null",
            "0", ".inf", "1e400", "-1", "\0", "\u0085", "\u2028", "\uFEFF", "\uD83D\uDE00", "<<: ", "id: ", "id: metered-billing\n", "weight: 1e308\n", "sections: [", "checks:\n", "  - id: score\n", "[[[[[[[[[[[[[[[[", "{{{{{{{{{{{{{{{{", "- - - - - - - - - - - - - - "),
        300_000, isText: true);

    public override string Name => "definition";

    public override int Share => 30;

    public override byte[] Input(Random random) => Mutator.Mutate(random.Next(4) == 0 ? Delivered : Short, random);

    public override FuzzOutcome Take(byte[] input)
    {
        if (!Utf8.IsValid(input)) return new FuzzOutcome("file-encoding", () => "");
        var text = Encoding.UTF8.GetString(input);
        var reading = AuditCatalog.Read([(File, text)]);
        BrokenPromiseException.ThrowUnless(reading.Catalog is null ^ reading.Problems.IsEmpty, "A definition is neither taken nor refused, or both.");
        if (reading.Catalog is not { } catalog)
        {
            foreach (var problem in reading.Problems) Check(problem, text);
            return new FuzzOutcome(reading.Problems[0].Code, () => string.Join('\n', reading.Problems));
        }

        var output = new StringWriter();
        var terminal = new Terminal { Output = output, Error = output };
        BrokenPromiseException.ThrowUnless(new CatalogCommand(terminal, () => catalog).Parse([catalog.Audits[0].Id]).Invoke() == ExitCode.Fine, "An audit of the catalog is not shown.");
        BrokenPromiseException.ThrowUnless(catalog.Audits[0].Dimensions.Sum(dimension => dimension.Weight) is > 0 and < double.PositiveInfinity, "The weights cannot be weighed.");
        return new FuzzOutcome("accepted", output.ToString);
    }

    private static void Check(Problem problem, string text)
    {
        var colon = problem.Pointer.LastIndexOf(':');
        BrokenPromiseException.ThrowUnless(
            colon > 0 && problem.Pointer[..colon] == File && int.TryParse(problem.Pointer.AsSpan(colon + 1), out var line) && line >= 1 && line <= text.AsSpan().Count('\n') + text.AsSpan().CountAny('\r', '\u0085', '\u2028') + text.AsSpan().Count('\u2029') + 1,
            "A problem points to a line that the file does not have.");
        BrokenPromiseException.ThrowUnless(problem.Message.Length is > 0 and < 4_000, "A message is missing or has no end.");
    }
}
