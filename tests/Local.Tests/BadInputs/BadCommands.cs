using System.Text;
using Claudit.Api;
using static Claudit.BadInputs.Damage;

namespace Claudit.BadInputs;

internal static class BadCommands
{
    private const string Code = "f()\n";
    private const string Address = "write it like http://127.0.0.1:7071.";

    public static IEnumerable<BadCommand> All => [.. Words, .. Paths, .. Special, .. Limits, .. Input];

    private static IEnumerable<BadCommand> Words =>
    [
        new("audti .", "did you mean 'audit'?"),
        new(".", "To audit '.', run 'claudit audit .'."),
        new("--no-such-option", "'--no-such-option' is not known here; use any of audit, serve, catalog, rules"),
        new("audit", "The argument PATH is missing. A file, a folder, or a .zip, .tar.gz or .tgz archive"),
        new("audit . --audit metred-billing", "did you mean 'metered-billing'?"),
        new("audit . --audit", "--audit"),
        new("audit . --format jsn", "--format cannot be 'jsn'; did you mean 'json'?"),
        new("audit . --format pdf-please", "--format cannot be 'pdf-please'; use any of text, markdown, json, sarif, html."),
        new("audit . --format", "--format"),
        new("audit . --format json --format html", "--format"),
        new("audit . --fail-on hihg", "--fail-on cannot be 'hihg'; did you mean 'high'?"),
        new("audit . --fail-on Blocker", "--fail-on cannot be 'Blocker'; use any of critical, high, medium, low, none."),
        new("audit . --fail-on 1", "--fail-on cannot be '1'; use any of critical, high, medium, low, none."),
        new("audit . --min-severity none", "--min-severity cannot be 'none'"),
        new("audit . --formatt json", "There is no option '--formatt'; did you mean '--format'?"),
        new("audit -x", "There is no option '-x'; use any of "),
        new("audit - a.ts", "'-' stands alone: audit standard input by itself."),
        new("audit a.ts --path b.ts", "--path names standard input: use it with '-'."),
        new("audit - --path ../../x.ts", "--path is a relative path such as src/meter.ts: '../../x.ts' climbs with '..'"),
        new("audit - --path /x.ts", "--path is a relative path such as src/meter.ts: '/x.ts' is absolute"),
        new("audit - --path nul", "--path is a relative path such as src/meter.ts: 'nul' holds the name 'nul'"),
        new($"audit - --path {new string('p', 1_025)}", "has 1025 characters; a path may have 1024: shorten it.") { Name = "audit - --path of 1,025 characters" },
        new("audit {dir} --output {dir}", "--output '{dir}' is a folder; name a file in it."),
        new("audit {dir} --output {dir}/no/report.html", "The folder of --output '{dir}/no/report.html' does not exist; create it first."),
        new("serve --urls 7071", $"--urls cannot be '7071'; {Address}"),
        new("serve --urls https://127.0.0.1:0", $"--urls cannot be 'https://127.0.0.1:0'; {Address}"),
        new("serve --urls http://127.0.0.1:0;ftp://x", $"--urls cannot be 'ftp://x'; {Address}"),
        new("serve --data", "--data"),
        new("catalog metered-billing --format", "There is no option '--format' here."),
        new("serve now", "'now' is not known here"),
        new("catalog metered-biling", "did you mean 'metered-billing'?"),
        new("catalog a b", "'b' is one argument too many: 'claudit catalog' takes one at most."),
        new("rules deduplication/random-key-in-rety", "did you mean 'deduplication/random-key-in-retry'?"),
        new("rules nothing-like-it-at-all", "'claudit rules' lists them."),
    ];

    private static IEnumerable<BadCommand> Paths =>
    [
        new("audit {dir}/gone", "'{dir}/gone' does not exist."),
        new("audit {dir}/gone {dir}/a.ts {dir}/lost.ts", "'{dir}/gone' does not exist.\nclaudit: '{dir}/lost.ts' does not exist.") { Files = [("a.ts", Text(Code))] },
        new("audit {dir}/a.ts/b.ts", "'{dir}/a.ts/b.ts' does not exist.") { Files = [("a.ts", Text(Code))] },
        new("audit ", "'' does not exist.") { Name = "audit of an empty path" },
        new("audit {dir}", "The submission holds no file: send at least one with source code.") { Name = "audit of an empty folder" },
        new("audit {dir}", "Nothing is left to audit; skipped: 1 lock file (yarn.lock), 1 vendored (node_modules/).")
        {
            Name = "audit of a folder without code", Files = [("yarn.lock", Text("x")), ("node_modules/a/b.js", Text(Code))],
        },
        new("audit {dir}/con.ts", "Nothing is left to audit; skipped: 1 reserved name (con.ts).") { Files = [("con.ts", Text(Code))] },
        new("audit {dir}/empty.ts", "Nothing is left to audit; skipped: 1 empty (empty.ts).") { Files = [("empty.ts", [])] },
        new("audit {dir}/zeros.ts", "Nothing is left to audit; skipped: 1 binary (zeros.ts).") { Files = [("zeros.ts", new byte[100])] },
        new("audit {dir}/large.ts", "Nothing is left to audit; skipped: 1 over 2 MiB (large.ts).") { Files = [("large.ts", Text(new string('\n', 2 << 20) + Code))] },
        new("audit {dir}/lib", "Nothing is left to audit; skipped: 1 archive (b.zip).") { Files = [("lib/b.zip", Archives.Zip(("a.ts", Code)))] },
        new("audit {dir}/a.ts {dir}/lib/b.zip", "The archive 'b.zip' cannot be read: it is not a zip archive, or a damaged one. Pack it again.")
        {
            Files = [("a.ts", Text(Code)), ("lib/b.zip", Text("no zip"))],
        },
        new("audit {dir}/one/b.tgz {dir}/two/b.tgz", "The archive 'two/b.tgz' cannot be read: something follows behind its end. Pack it again.")
        {
            Files = [("one/b.tgz", Archives.TarGz(("a.ts", Code))), ("two/b.tgz", [.. Archives.TarGz(("a.ts", Code)), 1])],
        },
    ];

    private static IEnumerable<BadCommand> Special =>
    [
        Device("/dev/null"),
        Device("{dir}/a.ts") with { Name = "audit of a pipe", Special = ["pipe a.ts"] },
        Device("{dir}/a.zip") with { Name = "audit of a pipe that is called like an archive", Special = ["pipe a.zip"] },
        Device("{dir}/a.ts") with { Name = "audit of a socket", Special = ["socket a.ts"] },
        Device("{dir}/b.ts") with { Name = "audit of a link to a pipe", Special = ["pipe a.ts", "link b.ts a.ts"] },
        new("audit {dir}/a.ts", "'{dir}/a.ts' does not exist.") { Name = "audit of a link to nothing", Special = ["link a.ts nothing"] },
        new("audit {dir}/a.ts", "'{dir}/a.ts' does not exist.") { Name = "audit of a link to itself", Special = ["link a.ts a.ts"] },
        new("audit {dir}", "Nothing is left to audit; skipped: 2 link (a.ts, b.ts), 1 special file (p.ts).") { Name = "audit of a folder of links and pipes", Special = ["pipe p.ts", "link a.ts p.ts", "link b.ts /etc"] },
    ];

    private static IEnumerable<BadCommand> Limits =>
    [
        new("audit {dir}/b.zip", "The submission has more than 10000 files: leave out dependencies and build output, or send it in parts.")
        {
            Name = "audit of 10,001 files", Files = [("b.zip", Archives.Zip([.. Enumerable.Range(0, 10_001).Select(i => ($"{i}.ts", ""))]))],
        },
        new("audit {dir}/b.tar.gz", "The submission expands to more than 100 MiB, which it passes at or behind 'node_modules/b.js': leave out what is large, or send it in parts.")
        {
            Name = "audit of 101 MiB in 500 KiB", Files = [("b.tar.gz", Bomb())],
        },
        new("audit {dir}/b.zip", "Nothing is left to audit; skipped: 1 over 2 MiB (b.ts).") { Name = "audit of 8 MiB in 8 KiB", Files = [("b.zip", Archives.Zip(("b.ts", new string('a', 8 << 20))))] },
        new("audit {dir}/b.zip", "Nothing is left to audit; skipped: 1 name too long (ppp") { Name = "audit of a path of 1,025 characters", Files = [("b.zip", Archives.Zip((new string('p', 1_025), Code)))] },
    ];

    private static IEnumerable<BadCommand> Input =>
    [
        new("audit -", "Nothing is left to audit; skipped: 1 empty (pasted.txt).") { Name = "audit of no input", Input = [] },
        new("audit - --path a.ts", "Nothing is left to audit; skipped: 1 binary (a.ts).") { Name = "audit of zeros as input", Input = new byte[100] },
        new("audit -", "Nothing is left to audit; skipped: 1 over 2 MiB (pasted.txt).") { Name = "audit of an input over 2 MiB", Input = Text(new string('\n', (2 << 20) + 1)) },
        new("audit - --path a.zip", "Nothing is left to audit; skipped: 1 archive (a.zip).") { Name = "audit of an archive as input", Input = Archives.Zip(("a.ts", Code)) },
    ];

    private static BadCommand Device(string path) =>
        new($"audit {path}", $"'{path}' is a pipe, a socket or a device, not a file: pass on what it gives to 'claudit audit - --path NAME'.");

    /// <summary>A file of 101 MiB, of which each MiB is packed for itself: gzip may be in parts.</summary>
    private static byte[] Bomb()
    {
        var zeros = Gzip(new byte[1 << 20]);
        return [.. Gzip(RawTar("node_modules/b.js", size: Convert.ToString(101 << 20, 8).PadLeft(11, '0'), content: "")), .. Enumerable.Repeat(zeros, 101).SelectMany(part => part)];
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);
}
