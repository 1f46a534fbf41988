using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Claudit.Analysis;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Bench.Fuzz.Archives;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Bench.Fuzz.Running;
using Claudit.Code;
using Claudit.Findings;
using Claudit.Storage;
using Claudit.Submissions;

namespace Claudit.Bench.Fuzz.Programs;

/// <summary>
/// The whole embedded audit of one file: decoded, masked, lexed, parsed, read into facts, judged by every rule. Now and then a file that nobody
/// changed is beside it, for the rules that look at several. The first line of an input is the file's name.
/// </summary>
/// <param name="share">How many of a thousand inputs.</param>
/// <param name="tokens">What means something in the language.</param>
/// <param name="endings">Of the files that inputs are made from.</param>
internal sealed class LanguageTarget(string name, int share, IEnumerable<string> tokens, params string[] endings) : FuzzTarget
{
    /// <summary>Of so many inputs one has a file beside it.</summary>
    private const int Accompanied = 4;

    private const int MostCompanions = 40;

    private static readonly AuditDefinition Definition = CatalogFolder.Read(CatalogFolder.Delivered).Catalog!.Find("metered-billing")!;
    private static readonly AuditKey Audit = new("fuzz", "fuzz");

    private readonly ImmutableArray<SeedFile> _seeds = Seeds.Of(endings);
    private readonly Dictionary<int, (SourceFile File, FileFacts Facts)> _companions = [];
    private Mutator? _mutator;

    public override string Name => name;

    public override int Share => share;

    private Mutator Mutator => _mutator ??= new([.. _seeds.Select(seed => seed.Content)], Mutation.Mutator.Tokens(tokens), 64_000, isText: true);

    public override byte[] Input(Random random)
    {
        var seed = _seeds[random.Next(_seeds.Length)];
        return [.. Encoding.UTF8.GetBytes(seed.Path), (byte)'\n', .. Mutator.Mutate(seed.Content, random)];
    }

    public override FuzzOutcome Take(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        if (end < 0) return new FuzzOutcome("nothing", () => "");
        var source = new ListedFiles().Add(Encoding.UTF8.GetString(input, 0, end), input[(end + 1)..]);
        var read = SubmissionCheck.Read(source, SubmissionCheck.Limits, out var files);
        if (files is not [var file]) return read;

        var facts = EmbeddedAuditor.Analyze(file, CancellationToken.None);
        BrokenPromiseException.ThrowUnless(facts.Gap?.StartsWith("Claudit broke", StringComparison.Ordinal) != true, $"The reader broke: {facts.Gap}");
        var (other, otherFacts) = input.Length % Accompanied == 0 ? Companion(input.Length / Accompanied % Math.Min(MostCompanions, _seeds.Length)) : (null, null);
        var results = Judge(facts, otherFacts, file, other);
        var findings = results.SelectMany(result => result.Findings).ToList();
        foreach (var finding in findings) Check(finding, file, other);
        return new FuzzOutcome(findings.Count > 0 ? "findings" : facts.Gap is null ? "read" : "read in part", () =>
        {
            var told = JsonSerializer.Serialize(results);
            BrokenPromiseException.ThrowUnless(told == JsonSerializer.Serialize(Judge(Stored(facts), otherFacts, file, other)), "Stored and read again, facts come to something else.");
            return told;
        });
    }

    private (SourceFile? File, FileFacts? Facts) Companion(int index)
    {
        if (_companions.TryGetValue(index, out var known)) return known;
        var seed = _seeds[index];
        SubmissionCheck.Read(new ListedFiles().Add($"beside/{seed.Path}", seed.Content), SubmissionCheck.Limits, out var files);
        return files is [var file] ? _companions[index] = (file, EmbeddedAuditor.Analyze(file, CancellationToken.None)) : (null, null);
    }

    private static List<SectionResult> Judge(FileFacts facts, FileFacts? otherFacts, SourceFile file, SourceFile? other)
    {
        var linked = EmbeddedAuditor.Link(otherFacts is null ? [facts] : [facts, otherFacts], CancellationToken.None);
        var results = Definition.Topics
            .Select(section => EmbeddedAuditor.Audit(section, linked, path => path == file.Path ? file : path == other?.Path ? other : null, _ => { }, CancellationToken.None)).ToList();
        foreach (var result in results)
            BrokenPromiseException.ThrowUnless(result.Reason?.Contains("rules broke", StringComparison.Ordinal) != true, $"A rule broke: {result.Reason}");
        EmbeddedAuditor.Map(linked);
        EmbeddedAuditor.Architecture(linked);
        EmbeddedAuditor.Providers(linked);
        return results;
    }

    private static void Check(Finding finding, SourceFile file, SourceFile? other)
    {
        foreach (var location in finding.Locations)
        {
            var text = location.Path == file.Path ? file.Text : location.Path == other?.Path ? other.Text : throw new BrokenPromiseException("A finding is in a file that is not there.");
            BrokenPromiseException.ThrowUnless(
                location.StartLine >= 1 && location.StartLine <= location.EndLine && location.EndLine <= new LineMap(text).Count, "A finding is on lines that its file does not have.");
        }

        var cited = finding.Locations[0].Path == file.Path ? file.Text : other!.Text;
        BrokenPromiseException.ThrowUnless(EvidenceCheck.Verify(finding, cited) is EvidenceStanding.Stands, $"The evidence of {finding.Rule} does not stand where it is cited.");
    }

    private static FileFacts Stored(FileFacts facts)
    {
        var store = new FactStore(new MemoryObjectStore());
        store.WriteAsync(Audit, 0, [facts], CancellationToken.None).GetAwaiter().GetResult();
        return store.ReadAsync(Audit, 0, CancellationToken.None).GetAwaiter().GetResult().Single();
    }
}
