using System.Collections.Immutable;
using Claudit.Analysis.Facts;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class UnreadFileTests
{
    private static readonly AuditDefinition Definition =
        AuditDefinitionReader.Read("audits/metered-billing/audit.yaml", RepositoryFile.Read("audits/metered-billing/audit.yaml")).Definition!;

    private static readonly SourceFile Read = new("src/send.ts", Language.TypeScript, "export async function f() { stripe.billing.meterEvents.create({ event_name: 'tokens' }); }\n");

    private static readonly FileFacts Unread = new()
    {
        Path = "src/odd.ts",
        Language = Language.TypeScript,
        Role = FileRole.Production,
        Lines = 3,
        Gap = "Claudit broke on it: IndexOutOfRangeException",
    };

    [Fact]
    public void A_file_that_the_auditor_breaks_on_leaves_every_section_partial_and_is_named()
    {
        Assert.All(Audit(Unread), section =>
        {
            Assert.Equal(SectionStatus.Partial, section.Status);
            Assert.Contains("Not read whole: src/odd.ts (Claudit broke on it: IndexOutOfRangeException).", section.Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void It_costs_the_other_files_nothing() =>
        Assert.Equal(Rules(Audit()), Rules(Audit(Unread)));

    [Fact]
    public void Of_many_such_files_the_first_are_named_and_the_others_counted()
    {
        var many = Enumerable.Range(1, 9).Select(number => Unread with { Path = $"src/{number}.ts" });
        Assert.Contains("src/5.ts (Claudit broke on it: IndexOutOfRangeException) and 4 more", Audit([.. many])[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/a.ts", "const s = `abc\nsend();", "line 1: a string that never closes")]
    [InlineData("src/a.ts", "send();\nconst s = 'abc;", "line 2: a string that never closes")]
    [InlineData("src/a.ts", "send(); /* abc", "line 1: a comment that never closes")]
    [InlineData("src/a.ts", "f(`${a", "line 1: a string that never closes")]
    [InlineData("src/a.tsx", "const a = <p><b>text</p>;\n</b>", "line 1: an element that never closes")]
    [InlineData("src/a.ts", "function f() {\n  g(];\n", "line 1: a bracket that never closes")]
    [InlineData("src/a.py", "x = 1\ny = f(a\nz = 2\n", "line 2: a bracket that never closes")]
    [InlineData("src/a.py", "x = f'{a\ny = 2\n", "line 1: a string that never closes")]
    [InlineData("src/a.py", "\"\"\"text\n", "line 1: a string that never closes")]
    [InlineData("src/a.cs", "class A { } }\n", "line 1: a bracket that nothing opens")]
    [InlineData("src/a.cs", "var a = @\"x;\n", "line 1: a string that never closes")]
    [InlineData("src/a.sql", "select 'a\n", "line 1: a string that never closes")]
    [InlineData("src/a.sql", "do $$ begin\n", "line 1: a string that never closes")]
    public void A_file_says_from_where_it_could_not_be_read(string path, string text, string gap) => Assert.Equal(gap, GapOf(path, text));

    [Theory]
    [InlineData("src/a.py", "[")]
    [InlineData("src/a.py", "if a:")]
    [InlineData("src/a.cs", "if (a) {")]
    [InlineData("src/a.cs", "if (a) {} else if (b) {")]
    [InlineData("src/a.cs", "if (a) {} else {")]
    [InlineData("src/a.ts", "(a => ")]
    [InlineData("src/a.ts", "`${")]
    [InlineData("src/a.tsx", "=<a>{")]
    public void A_file_says_where_it_is_nested_too_deep(string path, string opening)
    {
        var closing = opening switch { "[" => "]", ['i', 'f', .., '{'] => "}", "(a => " => ")", "`${" => "}`", "=<a>{" => "}</a>", _ => "" };
        var text = opening.EndsWith(':')
            ? string.Concat(Enumerable.Range(0, 1_000).Select(depth => new string(' ', depth) + opening + "\n")) + new string(' ', 1_000) + "pass\n"
            : string.Concat(Enumerable.Repeat(opening, 1_000)) + "0" + string.Concat(Enumerable.Repeat(closing, 1_000));
        Assert.EndsWith(": nesting too deep to follow", GapOf(path, text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src/a.ts", "if (a === 0) { f(); }", " else if (a === {0}) { f(); }", " else { stripe.billing.meterEvents.create({ event_name: 'tokens' }); }")]
    [InlineData("src/a.js", "if (a === 0) f();", " else if (a === {0}) f();", " else stripe.billing.meterEvents.create({ event_name: 'tokens' });")]
    [InlineData("src/a.cs", "if (a == 0) { F(); }", "\nelse if (a == {0}) { F(); }", " else { stripe.Billing.MeterEvents.Create(\"tokens\"); }")]
    [InlineData("src/a.py", "if a == 0:\n  f()\n", "elif a == {0}:\n  f()\n", "else:\n  stripe.billing.MeterEvent.create(event_name='tokens')\n")]
    public void A_chain_of_conditions_is_no_nesting_however_long(string path, string first, string next, string last)
    {
        foreach (var links in (int[])[0, 31, 32, 400, 5_000])
        {
            var chain = first + string.Concat(Enumerable.Range(1, links).Select(link => next.Replace("{0}", $"{link}", StringComparison.Ordinal))) + last;
            var facts = Facts(path, chain);
            Assert.Null(facts.Gap);
            Assert.Contains(facts.Sites, site => site.Kind == SiteKind.Send);
        }
    }

    [Theory]
    [InlineData("src/a.cs", "class A {\n#if DEBUG\n  void F() {\n#else\n  void G() {\n#endif\n  }\n}\n")]
    [InlineData("src/a.cs", "#if false\n  it's \"open ( {\n#endif\nclass A;\n")]
    [InlineData("src/a.ts", "if (x) /[\"{]/.test(y);\n")]
    [InlineData("src/a.tsx", "const a = <p>it's http://x.y `z {/* */} \"</p>;\n")]
    [InlineData("src/a.ts", "const a = <T>(b: T) => <any>b; // </any>'\n")]
    [InlineData("src/a.txt", "it's (text `\n")]
    [InlineData("src/a.py", "a = 'it\\'s' # don't\n")]
    public void What_is_well_formed_has_no_gap(string path, string text) => Assert.Null(GapOf(path, text));

    [Fact]
    public void A_test_that_cannot_be_read_leaves_no_section_partial() =>
        Assert.All(Audit(Unread with { Path = "tests/odd.ts", Role = FileRole.Test }), section => Assert.Equal(SectionStatus.Audited, section.Status));

    [Theory]
    [InlineData("export type R<T = unknown> = { a: T };")]
    [InlineData("class A<T, U = T> extends B<T, -1, `x${string}`> {}")]
    [InlineData("export default class A<T = {}> {}")]
    [InlineData("export async function f<T = any>(a: T) {}")]
    [InlineData("const f = <T = {}>(a: T) => a;")]
    [InlineData("const f = <T extends -1 | `x${string}`>(a: T) => a;")]
    [InlineData("type F = <T = {}>(a: T) => void;")]
    [InlineData("type T<A = {}, B extends A = A>= A;")]
    [InlineData("const o = { m<T = any>(a: T) { return a } };")]
    public void Default_types_hide_nothing_behind_them(string line)
    {
        Assert.Equal(Rules(AuditOf(Read)), Rules(AuditOf(Read with { Text = line + "\n" + Read.Text })));
        Assert.Equal(Rules(AuditOf(Read)), Rules(AuditOf(Read with { Text = Read.Text.Replace("function f()", "function f<T extends { " + string.Concat(Enumerable.Range(0, 200).Select(number => $"a{number}: string; ")) + "} = any>()", StringComparison.Ordinal) })));
    }

    [Fact]
    public void Text_of_an_element_hides_nothing_behind_it()
    {
        const string page = "export const Plans = () => <p>see http://x.com for 5\" screens, don't `wait` /* long</p>;\n";
        Assert.Equal(Rules(AuditOf(Read)), Rules(AuditOf(Read with { Path = "src/send.tsx", Text = page + Read.Text })));
        Assert.NotEmpty(Rules(AuditOf(Read)));
    }

    private static string? GapOf(string path, string text) => Facts(path, text).Gap;

    private static FileFacts Facts(string path, string text)
    {
        var language = Path.GetExtension(path) switch
        {
            ".py" => Language.Python,
            ".cs" => Language.CSharp,
            ".sql" => Language.Sql,
            ".txt" => Language.Text,
            ".js" => Language.JavaScript,
            _ => Language.TypeScript,
        };
        return EmbeddedAuditor.Analyze(new SourceFile(path, language, text), TestContext.Current.CancellationToken);
    }

    private static IEnumerable<string> Rules(ImmutableArray<SectionResult> sections) => sections.SelectMany(section => section.Findings).Select(finding => finding.Rule);

    private static ImmutableArray<SectionResult> Audit(params ReadOnlySpan<FileFacts> unread) => AuditOf(Read, unread);

    private static ImmutableArray<SectionResult> AuditOf(SourceFile read, params ReadOnlySpan<FileFacts> unread)
    {
        var cancel = TestContext.Current.CancellationToken;
        var facts = EmbeddedAuditor.Link([EmbeddedAuditor.Analyze(read, cancel), .. unread], cancel);
        return [.. Definition.Topics.Select(section => EmbeddedAuditor.Audit(section, facts, path => path == read.Path ? read : null, _ => { }, cancel))];
    }
}
