using System.Formats.Tar;
using System.Text;
using Claudit.Api;
using static Claudit.BadInputs.Damage;

namespace Claudit.BadInputs;

internal static class BadArchives
{
    private const string Code = "f()\n";

    private static readonly byte[] OneZip = Archives.Zip(("src/a.ts", string.Concat(Enumerable.Range(0, 40).Select(line => $"f({line});\n"))));
    private static readonly byte[] OneTar = Archives.TarGz(("src/a.ts", string.Concat(Enumerable.Range(0, 400).Select(line => $"f({line});\n"))));

    public static IEnumerable<BadArchive> All => [.. Zips, .. TarGzs, .. Names];

    private static IEnumerable<BadArchive> Zips =>
    [
        Zip("nothing", [], "it is not a zip archive, or a damaged one"),
        Zip("a text", "f()\n"u8.ToArray(), "it is not a zip archive, or a damaged one"),
        Zip("a beginning", "PK"u8.ToArray(), "it is not a zip archive, or a damaged one"),
        Zip("a tar.gz that is sent as a zip", OneTar, "it is not a zip archive, or a damaged one"),
        Zip("cut in half", OneZip[..(OneZip.Length / 2)], "it is not a zip archive, or a damaged one"),
        Zip("cut by a byte", OneZip[..^1], "it is not a zip archive, or a damaged one"),
        Zip("a byte behind the end", [.. OneZip, 0], "something follows behind its end"),
        Zip("a second archive behind the end", [.. OneZip, .. OneZip], "its directory is not where its end says"),
        Zip("a program before the archive", [.. "MZ, and then something to unpack it"u8, .. OneZip], "it is not a zip archive, or a damaged one"),
        Zip("another checksum in the directory", OneZip.Set(DirectoryRecord, 16, 1, 2, 3, 4), "'src/a.ts' does not have its checksum"),
        Zip("other bytes of a file", OneZip.Set(FileRecord, 60, 0xFF, 0xFF, 0xFF, 0xFF), "the compressed data of 'src/a.ts' is damaged"),
        Zip("compressed data that is none", OneZip.Set(FileRecord, 38, 0xFF), "the compressed data of 'src/a.ts' is damaged"),
        Zip("a declared size that is too small", OneZip.DeclareSize(10), "'src/a.ts' does not have its checksum"),
        Zip("a declared size that is too large", OneZip.DeclareSize(9_000), "'src/a.ts' does not have its size"),
        Zip("a declared size of 4 GiB", OneZip.DeclareSize(uint.MaxValue - 1), "'src/a.ts' does not have its size"),
        Zip("a packed size beyond the archive", OneZip.Set(DirectoryRecord, 20, 0, 0, 1, 0), "its files overlap"),
        Zip("an encrypted file", OneZip.Set(DirectoryRecord, 8, 1, 0), "'src/a.ts' is encrypted"),
        Zip("a file packed with LZMA", OneZip.Set(DirectoryRecord, 10, 14, 0), "'src/a.ts' is damaged, or compressed in a way that is not supported (use deflate)"),
        Zip("a part of an archive on several disks", OneZip.Set(EndRecord, 4, 1, 0), "it is not a zip archive, or a damaged one"),
        Zip("more files than there are", OneZip.Set(EndRecord, 8, 9, 0, 9, 0), "it is not a zip archive, or a damaged one"),
        Zip("a directory beyond the end", OneZip.Set(EndRecord, 16, 0, 0, 0, 1), "it is not a zip archive, or a damaged one"),
        Zip("a file beyond the end", OneZip.Set(DirectoryRecord, 42, 0, 0, 0, 1), "'src/a.ts' is damaged"),
        Zip("two names for one file", ZipOverlap(2), "its files overlap"),
        Zip("five names for one file, each with all of it", ZipOverlap(5), "its files overlap"),
        Zip("two files of 8 EiB", ZipOfGiants(), "its files overlap"),
        new("a zip without files", ".zip", Archives.Zip(), 422, "nothing-auditable", "The submission holds no file: send at least one with source code."),
        new("a zip of folders", ".zip", Archives.Zip(("src/", ""), ("../up/", "")), 422, "nothing-auditable", "The submission holds no file: send at least one with source code."),
        new("a zip of what is skipped", ".zip", Archives.Zip(("yarn.lock", "x\n"), ("a.bin", "\0"), ("node_modules/a.js", Code)), 422, "nothing-auditable",
            "Nothing is left to audit; skipped: 1 binary (a.bin), 1 lock file (yarn.lock), 1 vendored (node_modules/). Send at least one file with source code."),
        new("a link of a zip to /etc", ".zip", ZipLink("b.ts", "/etc/passwd"), 400, "link-refused", "'b.ts' is a link to '/etc/passwd', outside the submission", "1 link: b.ts") { Place = "b.ts" },
        new("a link of a zip that climbs", ".zip", ZipLink("src/b.ts", "../../b.ts"), 400, "link-refused", "'src/b.ts' is a link to '../../b.ts', outside the submission", "1 link: src/b.ts") { Place = "src/b.ts" },
        new("a link of a zip to a drive", ".zip", ZipLink("b.ts", @"C:\Windows"), 400, "link-refused", "'b.ts' is a link to 'C:\\Windows', outside the submission", "1 link: b.ts") { Place = "b.ts" },
    ];

    private static IEnumerable<BadArchive> TarGzs =>
    [
        TarGz("nothing", [], "it is not compressed with gzip"),
        TarGz("a text", "f()\n"u8.ToArray(), "it is not compressed with gzip"),
        TarGz("a zip that is sent as a tar.gz", OneZip, "it is not compressed with gzip"),
        TarGz("a tar without gzip", RawTar("a.ts"), "it is not compressed with gzip"),
        TarGz("bzip2", "BZh91AY&SY"u8.ToArray(), "it is not compressed with gzip"),
        TarGz("xz", [0xFD, .. "7zXZ\0"u8], "it is not compressed with gzip"),
        TarGz("zstd", [0x28, 0xB5, 0x2F, 0xFD, 0, 0, 0, 0, 0, 0], "it is not compressed with gzip"),
        TarGz("the beginning of gzip", OneTar[..5], "it is not compressed with gzip"),
        TarGz("gzip with another method", [.. OneTar[..2], 7, .. OneTar[3..]], "it is not compressed with gzip"),
        TarGz("gzip with reserved flags", [.. OneTar[..3], 0xE0, .. OneTar[4..]], "it is not compressed with gzip"),
        TarGz("gzip with a name that does not end", [.. OneTar[..3], 8, .. OneTar[4..10], .. "name"u8], "damaged or cut short"),
        TarGz("gzip with an extra field beyond the end", [.. OneTar[..3], 4, .. OneTar[4..10], 0xFF, 0xFF, .. OneTar[10..30]], "damaged or cut short"),
        TarGz("gzip cut in half", OneTar[..(OneTar.Length / 2)], "damaged"),
        TarGz("gzip cut by a byte", OneTar[..^1], "its checksum does not match its content: it is damaged or cut short"),
        TarGz("gzip without its trailer", OneTar[..^8], "its checksum does not match its content: it is damaged or cut short"),
        TarGz("gzip with another checksum", [.. OneTar[..^8], 1, 2, 3, 4, .. OneTar[^4..]], "its checksum does not match its content: it is damaged or cut short"),
        TarGz("gzip with another length", [.. OneTar[..^4], 1, 2, 3, 4], "its checksum does not match its content: it is damaged or cut short"),
        TarGz("compressed data that is none", [.. OneTar[..10], 0xFF, .. OneTar[11..]], "its compressed data is damaged"),
        TarGz("a byte behind the end", [.. OneTar, 1], "something follows behind its end"),
        TarGz("a text behind the tar", Gzip([.. RawTar("a.ts"), .. new byte[1_024], .. "more"u8]), "something follows behind its end"),
        TarGz("a text in gzip", Gzip("f()\n"u8.ToArray()), "it is not a tar archive, or a damaged one"),
        TarGz("gzip in gzip", Gzip(OneTar), "it is not a tar archive, or a damaged one"),
        TarGz("a zip in gzip", Gzip(OneZip), "it is not a tar archive, or a damaged one"),
        TarGz("gzip in countless parts", [.. Enumerable.Repeat(Gzip(0), 20_001).SelectMany(part => part)], "it is made of more than 20000 parts"),
        TarGz("another checksum of a header", Gzip(RawTar("a.ts", checksum: "000001")), "it is not a tar archive, or a damaged one"),
        TarGz("a size that is no number", Gzip(RawTar("a.ts", size: "four")), "it is not a tar archive, or a damaged one"),
        TarGz("a size below zero", Gzip(RawTar("a.ts", binarySize: BigEndian(-4))), "it is not a tar archive, or a damaged one"),
        TarGz("a size of 8 EiB", Gzip(RawTar("a.ts", binarySize: BigEndian(long.MaxValue))), "it ends in the middle of 'a.ts'"),
        TarGz("a size beyond the end", Gzip(RawTar("a.ts", size: "00000100000")), "it ends in the middle of 'a.ts'"),
        TarGz("an end within a file", Gzip(RawTar("a.ts", size: "00000001000")[..600]), "it ends in the middle of 'a.ts'"),
        TarGz("an end within a header", Gzip(RawTar("a.ts")[..300]), "it is not a tar archive, or a damaged one"),
        TarGz("a long name of 4 GiB", Gzip(RawTar("a.ts", (byte)'L', size: "40000000000")), "it is not a tar archive, or a damaged one"),
        TarGz("attributes of 4 GiB", Gzip(RawTar("a.ts", (byte)'x', size: "40000000000")), "it is not a tar archive, or a damaged one"),
        TarGz("a size in attributes that is none", Gzip([.. Attributes("size", "-1"), .. RawTar("a.ts")]), "it is not a tar archive, or a damaged one"),
        TarGz("a size in attributes beyond the end", Gzip([.. Attributes("size", "99999"), .. RawTar("a.ts")]), "it ends in the middle of 'a.ts'"),
        new("a tar of zeros", ".tar.gz", Gzip(new byte[10_240]), 422, "nothing-auditable", "The submission holds no file: send at least one with source code."),
        new("gzip of nothing", ".tar.gz", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0], 422, "nothing-auditable", "The submission holds no file: send at least one with source code."),
        new("a tar of folders", ".tar.gz", Damage.TarGz(new PaxTarEntry(TarEntryType.Directory, "src")), 422, "nothing-auditable", "The submission holds no file: send at least one with source code."),
        Special("a pipe", Damage.TarGz(new PaxTarEntry(TarEntryType.Fifo, "dev/p"))),
        Special("a character device", Damage.TarGz(new PaxTarEntry(TarEntryType.CharacterDevice, "dev/p"))),
        Special("a block device", Damage.TarGz(new PaxTarEntry(TarEntryType.BlockDevice, "dev/p"))),
        Special("a sparse file", Gzip(RawTar("dev/p", (byte)'S'))),
        Linked("a link to /etc", TarLink(TarEntryType.SymbolicLink, "b.ts", "/etc/passwd"), "b.ts", "/etc/passwd"),
        Linked("a link that climbs", TarLink(TarEntryType.SymbolicLink, "src/b.ts", "../../b.ts"), "src/b.ts", "../../b.ts"),
        Linked("a link that climbs on its way", TarLink(TarEntryType.SymbolicLink, "b.ts", "x/../../b.ts"), "b.ts", "x/../../b.ts"),
        Linked("a hard link to /etc", TarLink(TarEntryType.HardLink, "b.ts", "/etc/passwd"), "b.ts", "/etc/passwd"),
        Linked("a hard link that climbs from the root, where it counts from", TarLink(TarEntryType.HardLink, "src/b.ts", "../b.ts"), "src/b.ts", "../b.ts"),
        new("a link to what is skipped", ".tar.gz", Damage.TarGz(new PaxTarEntry(TarEntryType.SymbolicLink, "a.ts") { LinkName = "b.ts" }), 422, "nothing-auditable",
            "Nothing is left to audit; skipped: 1 link (a.ts)."),
    ];

    private static IEnumerable<BadArchive> Names =>
    [
        .. Named("a name that climbs", "../b.ts", "path-climbs", "'../b.ts' climbs with '..': give paths within the submission.", "name that climbs out"),
        .. Named("a name that climbs on its way", "src/../../b.ts", "path-climbs", "'src/../../b.ts' climbs with '..'", "name that climbs out"),
        .. Named("a name that climbs with backslashes", @"src\..\..\b.ts", "path-climbs", "'src/../../b.ts' climbs with '..'", "name that climbs out"),
        .. Named("an absolute name", "/etc/b.ts", "path-absolute", "'/etc/b.ts' is absolute: give paths relative to the submission's root.", "absolute name"),
        .. Named("a name on another machine", @"\\server\share\b.ts", "path-absolute", "'//server/share/b.ts' is absolute", "absolute name"),
        .. Named("a name on a drive", @"C:\b.ts", "path-absolute", "'C:/b.ts' is absolute", "absolute name"),
        .. Named("a name in a drive's folder", "c:b.ts", "path-absolute", "'c:b.ts' is absolute", "absolute name"),
        .. Named("a device's name", "src/con.ts", "path-reserved", "'src/con.ts' holds the name 'con.ts', which not every system can store: rename it.", "reserved name"),
        .. Named("a device's name in a folder", "COM1.x/b.ts", "path-reserved", "holds the name 'COM1.x'", "reserved name"),
        .. Named("a device's name with a superscript", "com¹.ts", "path-reserved", "holds the name 'com¹.ts'", "reserved name"),
        .. Named("the console's name", "CONOUT$", "path-reserved", "holds the name 'CONOUT$'", "reserved name"),
        .. Named("a name that ends in a dot", "b.ts.", "path-reserved", "holds the name 'b.ts.'", "reserved name"),
        .. Named("a name that ends in a space", "src /b.ts", "path-reserved", "holds the name 'src '", "reserved name"),
        .. Named("a name with a control character", "b\u001b[2J.ts", "path-malformed", "'b\uFFFD[2J.ts' has control characters", "malformed name"),
        .. Named("a name with a line break", "b\n.ts", "path-malformed", "'b\uFFFD.ts' has control characters", "malformed name"),
        .. Named("a name that is none", ".", "path-malformed", "'.' names no file: give each file a path.", "malformed name"),
        .. Named("a name that is there twice", "a.ts", "path-repeated", "'a.ts' is there twice: send each file once.", "repeated name"),
        .. Named("a name that is there twice in other words", "./a.ts", "path-repeated", "'a.ts' is there twice: send each file once.", "repeated name"),
        .. Named("a name in another case", "A.ts", "path-repeated", "'A.ts' and 'a.ts' differ in case alone, which not every system can store: rename one.", "repeated name"),
        .. Named("a zip in it", "lib/b.zip", "archive-nested", "'lib/b.zip' is an archive within the submission, which is not unpacked: leave it out, or send its content.", "archive"),
        .. Named("a tgz in it", "b.TGZ", "archive-nested", "'b.TGZ' is an archive within the submission", "archive"),
    ];

    private static BadArchive Zip(string name, byte[] content, string reason) => new($"zip: {name}", ".zip", content, 400, "archive-malformed", reason);

    private static BadArchive TarGz(string name, byte[] content, string reason) => new($"tar.gz: {name}", ".tar.gz", content, 400, "archive-malformed", reason);

    private static BadArchive Special(string name, byte[] content) =>
        new($"tar.gz: {name}", ".tar.gz", content, 422, "nothing-auditable", "Nothing is left to audit; skipped: 1 special file (dev/p).");

    private static BadArchive Linked(string name, byte[] content, string path, string target) => new(
        $"tar.gz: {name}", ".tar.gz", content, 400, "link-refused",
        $"'{path}' is a link to '{target}', outside the submission: send the file itself, or leave it out.", $"1 link: {path}")
    { Place = path };

    /// <summary>A good file and one of this name, in an archive of either kind.</summary>
    private static IEnumerable<BadArchive> Named(string name, string path, string code, string message, string reason)
    {
        var status = code == "archive-nested" ? 413 : 400;
        var shown = string.Concat((code == "path-repeated" ? path.TrimStart('.', '/') : path).Select(character => char.IsControl(character) ? '\uFFFD' : character));
        var skipped = $"1 {reason}: {shown}";
        yield return new($"zip: {name}", ".zip", Archives.Zip(("a.ts", Code), (path, Code)), status, code, message, skipped) { Place = path };
        yield return new($"tar.gz: {name}", ".tar.gz", Gzip([.. RawTar("a.ts"), .. RawTar(path)]), status, code, message, skipped) { Place = path };
    }

    private static byte[] Attributes(string key, string value)
    {
        var line = Pax(key, value);
        return RawTar("attributes", (byte)'x', Convert.ToString(Encoding.UTF8.GetByteCount(line), 8).PadLeft(11, '0'), line);
    }
}
