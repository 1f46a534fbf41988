using System.Text;
using Claudit.Api;
using static Claudit.BadInputs.BadRequest;

namespace Claudit.BadInputs;

/// <summary>Bodies that are no submission, to the narrow limits of <see cref="UnharmedServer"/>.</summary>
internal static class BadSubmissions
{
    private const string Audit = "?audit=metered-billing";
    private const string Form = "multipart/form-data; boundary=x";
    private const string Served = "auditor (embedded), sections, minSeverity, retention, labels";
    private const string NotUnicode = "The string is not valid Unicode: send whole characters in UTF-8.";
    private const string NoRetention = "is no retention: write 'none', or a number of hours or days above 0 such as '12h' or '30d'.";
    private const string OneLine = "A label is one line: leave control characters out of its name and value.";
    private const string Once = "is there more than once: give it once.";
    private const string Taken = "application/json, text/plain, application/zip, application/gzip (a tar.gz) or multipart/form-data.";
    private const string Code = "f()\n";
    private const string TooLarge = "The request is larger than 500000 bytes: send less, or in several audits.";

    private static readonly string Long = string.Concat(Enumerable.Repeat("call()\n", 1_429));

    public static IEnumerable<BadRequest> All => [.. Json, .. Options, .. Files, .. Limits, .. Forms, .. Texts, .. Types];

    private static IEnumerable<BadRequest> Json =>
    [
        Whole("nothing", "", "json-malformed", "The body is empty: send JSON, such as {\"audit\": …"),
        Whole("white space", " \r\n\t", "json-malformed", "The body is empty: send JSON, such as {\"audit\": …"),
        Whole("an end too early", "{", "json-malformed", "The body is not valid JSON at line 1, byte 2: mend it there."),
        Whole("a word that is none", "{\n  \"audit\": nonsense\n}", "json-malformed", "The body is not valid JSON at line 2, byte 13: mend it there."),
        Whole("a comma too many", """{"audit":"metered-billing",}""", "json-malformed", "The body is not valid JSON at line 1, byte 28: mend it there."),
        Whole("a comment", """{} // more""", "json-malformed", "The body is not valid JSON at line 1, byte 4: mend it there."),
        Whole("a second document", "{}{}", "json-malformed", "The body is not valid JSON at line 1, byte 3: mend it there."),
        Whole("single quotes", "{'audit':'metered-billing'}", "json-malformed", "The body is not valid JSON at line 1, byte 2: mend it there."),
        Whole("UTF-16", "\u00FF\u00FE{\0}\0", "json-malformed", "The body is not valid JSON at line 1, byte 1: mend it there."),
        Whole("a zip", "PK\u0003\u0004", "json-malformed", "The body is not valid JSON at line 1, byte 1: mend it there."),
        Whole("a nest of ten thousand", new string('[', 10_000), "json-malformed", "The JSON nests deeper than 64 levels at line 1, byte 65: nothing that the API takes is nested like that."),
        Whole("a nest of objects", string.Concat(Enumerable.Repeat("{\"a\":", 3_000)), "json-malformed", "The JSON nests deeper than 64 levels"),
        Whole("an array", "[]", "property-malformed", "Give an object here, not an array."),
        Whole("null", "null", "property-malformed", "Give an object here, not null."),
        Whole("a number", "7", "property-malformed", "Give an object here, not a number."),
        Whole("an array behind a byte order mark", "\u00EF\u00BB\u00BF[]", "property-malformed", "Give an object here, not an array."),
        At("no audit", """{"files":[{"path":"a.ts","content":"f()\n"}]}""", "property-missing", "/audit", "Say which audit to perform with 'audit', such as 'metered-billing'; GET /api/v1/catalog lists them."),
        At("an unknown audit", """{"audit":"metered-biling","files":[{"path":"a.ts","content":"f()\n"}]}""", "audit-unknown", "/audit", "There is no such audit; GET /api/v1/catalog lists them."),
        At("an audit that climbs", """{"audit":"../metered-billing","files":[{"path":"a.ts","content":"f()\n"}]}""", "audit-unknown", "/audit", "There is no such audit"),
        At("a number for the audit", """{"audit":7,"files":[]}""", "property-malformed", "/audit", "Give a string here, not a number."),
        At("an audit that is no UTF-8", "{\"audit\":\"\u00FF\",\"files\":[]}", "property-malformed", "/audit", NotUnicode),
        At("two audits", """{"audit":"metered-billing","audit":"x","files":[]}""", "json-malformed", "/audit", $"'audit' {Once}"),
        At("no files", """{"audit":"metered-billing"}""", "property-missing", "/files", "Send the code as 'files': [{\"path\": …, \"content\": …}]."),
        At("an object for the files", """{"audit":"metered-billing","files":{}}""", "property-malformed", "/files", "Give an array here, not an object."),
        At("an unknown property", """{"audit":"metered-billing","files":[],"file":1}""", "property-unknown", "/file", "There is no property 'file' here: leave it out. There are audit, files, options."),
        At("a property of half a character", """{"audit":"metered-billing","files":[],"\ud800":1}""", "property-unknown", "/\uFFFD", "There is no property '\uFFFD' here"),
        At("a property that is no UTF-8", "{\"audit\":\"metered-billing\",\"files\":[],\"\u00FF\":1}", "property-unknown", "/\uFFFD", "There is no property '\uFFFD' here"),
    ];

    private static IEnumerable<BadRequest> Files =>
    [
        File("a string", "\"a\"", "property-malformed", "", "Give an object here, not a string."),
        File("no content", """{"path":"a.ts"}""", "property-missing", "/content", "Give the file a 'content'."),
        File("no path", """{"content":""}""", "property-missing", "/path", "Give the file a 'path'."),
        File("a number for the content", """{"path":"a.ts","content":1}""", "property-malformed", "/content", "Give a string here, not a number."),
        File("null for the path", """{"path":null,"content":""}""", "property-malformed", "/path", "Give a string here, not null."),
        File("a path of half a character", """{"path":"\ud800","content":""}""", "property-malformed", "/path", NotUnicode),
        File("a content of half a character", """{"path":"a.ts","content":"\udc00"}""", "property-malformed", "/content", NotUnicode),
        File("a content that is no UTF-8", "{\"path\":\"a.ts\",\"content\":\"\u00FF\"}", "property-malformed", "/content", NotUnicode),
        File("an encoding", """{"path":"a.ts","content":"","encoding":"base64"}""", "property-unknown", "/encoding", "There is no property 'encoding' here: leave it out. There are path, content."),
        File("two paths", """{"path":"a.ts","content":"","path":"b.ts"}""", "json-malformed", "/path", $"'path' {Once}"),
        File("an empty path", """{"path":"","content":"f()\n"}""", "path-malformed", "", "'' names no file: give each file a path."),
        File("a path with NUL", """{"path":"a.ts\u0000.png","content":"f()\n"}""", "path-malformed", "", "'a.ts\uFFFD.png' has control characters or is not valid Unicode: rename the file."),
        File("a path that climbs", """{"path":"../a.ts","content":"f()\n"}""", "path-climbs", "", "'../a.ts' climbs with '..': give paths within the submission."),
        File("an absolute path", """{"path":"/a.ts","content":"f()\n"}""", "path-absolute", "", "'/a.ts' is absolute"),
        File("a device's path", """{"path":"a/LPT9","content":"f()\n"}""", "path-reserved", "", "holds the name 'LPT9'"),
        File("an archive", """{"path":"a.tgz","content":"f()\n"}""", "archive-nested", "", "'a.tgz' is an archive within the submission, which is not unpacked"),
        new("json: a path twice", "POST /audits", 400, "path-repeated", "'b.ts' is there twice: send each file once.", "/files/1")
        {
            MediaType = "application/json", Body = Encoding.UTF8.GetBytes("""{"audit":"metered-billing","files":[{"path":"b.ts","content":"f()\n"},{"path":"b.ts","content":"g()\n"}]}"""),
        },
        Whole("no file", """{"audit":"metered-billing","files":[]}""", "nothing-auditable", "The submission holds no file: send at least one with source code."),
        Whole("an empty file", """{"audit":"metered-billing","files":[{"path":"a.ts","content":""}]}""", "nothing-auditable", "Nothing is left to audit; skipped: 1 empty (a.ts)."),
    ];

    private static IEnumerable<BadRequest> Options =>
    [
        At("an array for the options", """{"audit":"metered-billing","files":[],"options":[]}""", "option-malformed", "/options", "Give an object here, not an array."),
        Option("""{"auditor":"model"}""", "option-not-served", "auditor", "The auditor 'model' is not served by this release: write 'embedded', or leave it out."),
        Option("""{"auditor":"hybrid"}""", "option-not-served", "auditor", "The auditor 'hybrid' is not served by this release: write 'embedded', or leave it out."),
        Option("""{"auditor":"robot"}""", "option-malformed", "auditor", "There is no such auditor: write 'embedded', or leave it out."),
        Option("""{"auditor":{}}""", "option-malformed", "auditor", "Give a string here, not an object."),
        Option("""{"maxTokens":1000}""", "option-not-served", "maxTokens", $"'maxTokens' is not served by this release: leave it out. It serves {Served}."),
        Option("""{"thorough":false}""", "option-not-served", "thorough", $"'thorough' is not served by this release: leave it out. It serves {Served}."),
        Option("""{"callbackUrl":"https://example.com"}""", "option-not-served", "callbackUrl", $"'callbackUrl' is not served by this release: leave it out. It serves {Served}."),
        Option("""{"baseline":"abc"}""", "option-not-served", "baseline", $"'baseline' is not served by this release: leave it out. It serves {Served}."),
        Option("""{"verbose/ly":1}""", "option-unknown", "verbose~1ly", $"There is no option 'verbose/ly'. There are {Served}."),
        Option("""{"\ud800":1}""", "option-unknown", "\uFFFD", "There is no option '\uFFFD'."),
        Option("{\"\u00FF\":1}", "option-unknown", "\uFFFD", "There is no option '\uFFFD'."),
        Option("""{"sections":"all"}""", "option-malformed", "sections", "Give an array here, not a string."),
        Option("""{"sections":[1]}""", "option-malformed", "sections/0", "Give a string here, not a number."),
        Option("""{"sections":[]}""", "option-malformed", "sections", "Name at least one section, or leave 'sections' out to have them all."),
        Option("""{"sections":["nope"]}""", "section-unknown", "sections/0", "The audit has no such section; use any of event-ingestion, "),
        Option("""{"sections":["aggregation","aggregation"]}""", "option-malformed", "sections/1", "'aggregation' is there more than once: name each section once."),
        Option($$"""{"sections":["{{string.Join("\",\"", Enumerable.Repeat("x", 3_000))}}"]}""", "section-unknown", "sections/99", "'errors' has the first 100 problems"),
        Option("""{"minSeverity":"Blocker"}""", "option-malformed", "minSeverity", "There is no severity 'Blocker': write Critical, High, Medium or Low."),
        Option("""{"minSeverity":"1"}""", "option-malformed", "minSeverity", "There is no severity '1': write Critical, High, Medium or Low."),
        Option("""{"minSeverity":true}""", "option-malformed", "minSeverity", "Give a string here, not a truth value."),
        Option("""{"retention":"1 month"}""", "option-malformed", "retention", $"'1 month' {NoRetention}"),
        Option("""{"retention":"0d"}""", "option-malformed", "retention", $"'0d' {NoRetention}"),
        Option("""{"retention":"-1d"}""", "option-malformed", "retention", $"'-1d' {NoRetention}"),
        Option("""{"retention":"٣d"}""", "option-malformed", "retention", $"'٣d' {NoRetention}"),
        Option("""{"retention":"100000d"}""", "option-malformed", "retention", $"'100000d' {NoRetention}"),
        Option("""{"retention":"99999d"}""", "retention-out-of-range", "retention", "Use 'none', or at most 365 days."),
        Option("""{"retention":"366d"}""", "retention-out-of-range", "retention", "Use 'none', or at most 365 days."),
        Option("""{"retention":"1d","retention":"2d"}""", "json-malformed", "retention", $"'retention' {Once}"),
        Option("""{"labels":[]}""", "option-malformed", "labels", "Give an object here, not an array."),
        Option("""{"labels":{"":"x"}}""", "option-malformed", "labels/", "A label needs a name, such as 'team'."),
        Option("""{"labels":{"a":"b\n"}}""", "option-malformed", "labels/a", OneLine),
        Option("""{"labels":{"a\u0085":"b"}}""", "option-malformed", "labels/a\uFFFD", OneLine),
        Option("""{"labels":{"a":"1","a":"2"}}""", "json-malformed", "labels/a", $"'a' {Once}"),
        Option("""{"labels":{"a":1}}""", "option-malformed", "labels/a", "Give a string here, not a number."),
        Option("""{"labels":{"a":"\ud800"}}""", "option-malformed", "labels/a", NotUnicode),
        Option("{\"labels\":{\"\u00FF\":1}}", "option-malformed", "labels/\uFFFD", "Give a string here, not a number."),
        Option($"{{\"labels\":{{\"a\":\"{new string('x', 101)}\"}}}}", "labels-too-long", "labels/a", "Use at most 100 characters for a label's name, and as many for its value."),
        Option($"{{\"labels\":{{{string.Join(',', Enumerable.Range(0, 21).Select(i => $"\"{i}\":\"\""))}}}}}", "labels-too-long", "labels", "Use at most 20 labels."),
    ];

    private static IEnumerable<BadRequest> Limits =>
    [
        Whole("500,001 bytes", new string(' ', 500_001), "request-too-large", TooLarge),
        new("zip: 500,001 bytes", $"POST /audits{Audit}", 413, "request-too-large", TooLarge, "") { MediaType = "application/zip", Body = new byte[500_001] },
        new("gzip: 500,001 bytes", $"POST /audits{Audit}", 413, "request-too-large", TooLarge, "") { MediaType = "application/gzip", Body = new byte[500_001] },
        new("text: 500,001 bytes", $"POST /audits{Audit}", 413, "request-too-large", TooLarge, "") { MediaType = "text/plain", Body = new byte[500_001] },
        new("form: 500,001 bytes", "POST /audits", 413, "request-too-large", TooLarge, "") { MediaType = "multipart/form-data; boundary=x", Body = new byte[500_001] },
        Archive("a file over its limit", [("lib/b.ts", Long)], "file-too-large", "'lib/b.ts' is larger than 10000 bytes, the most that one file may have: leave it out or split it.", "lib/b.ts"),
        Archive("a file of 8 MiB in 8 KiB", [("b.ts", new string('a', 8 << 20))], "file-too-large", "'b.ts' is larger than 10000 bytes", "b.ts"),
        Archive("six files", [.. Enumerable.Range(0, 6).Select(i => ($"{i}.ts", Code))], "too-many-files", "The submission has more than 5 files: leave out dependencies and build output, or send it in parts.", ""),
        Archive("two hundred files that are skipped", [.. Enumerable.Range(0, 200).Select(i => ($"node_modules/{i}.js", ""))], "too-many-files", "The submission has more than 5 files", ""),
        Archive("a path of 51 characters", [(new string('p', 51), Code)], "path-too-long", $"'{new string('p', 51)}' has 51 characters; a path may have 50: shorten it.", new string('p', 51)),
        Archive("a path of 5,000 characters", [(new string('p', 5_000), Code)], "path-too-long", $"'{new string('p', 200)}…' has 5000 characters; a path may have 50: shorten it.", new string('p', 5_000)),
        Archive("more in all than the limit", [.. Enumerable.Range(0, 5).Select(i => ($"{i}.ts", Long[..9_800]))], "expanded-too-large", "The submission expands to more than 40000 bytes, which it passes at or behind '4.ts': leave out what is large, or send it in parts.", ""),
        new("gzip: 1 MiB of a skipped file in 1 KiB", $"POST /audits{Audit}", 413, "expanded-too-large", "The submission expands to more than 40000 bytes, which it passes at or behind 'node_modules/b.js'", "")
        {
            MediaType = "application/gzip", Body = Archives.TarGz(("a.ts", Code), ("node_modules/b.js", new string('a', 1 << 20))),
        },
        new("gzip: six files", $"POST /audits{Audit}", 413, "too-many-files", "The submission has more than 5 files", "")
        {
            MediaType = "application/gzip", Body = Archives.TarGz([.. Enumerable.Range(0, 6).Select(i => ($"{i}.ts", Code))]),
        },
        new("gzip: zeros behind the end", $"POST /audits{Audit}", 413, "expanded-too-large", "The submission expands to more than 40000 bytes", "")
        {
            MediaType = "application/gzip", Body = Damage.Gzip([.. Damage.RawTar("a.ts"), .. new byte[1 << 20]]),
        },
        new("gzip: zeros alone", $"POST /audits{Audit}", 413, "expanded-too-large", "The submission expands to more than 40000 bytes: leave out", "")
        {
            MediaType = "application/gzip", Body = Damage.Gzip(new byte[1 << 20]),
        },
        new("json: six files", "POST /audits", 413, "too-many-files", "The submission has more than 5 files", "")
        {
            MediaType = "application/json", Body = Encoding.UTF8.GetBytes($$"""{"audit":"metered-billing","files":[{{string.Join(',', Enumerable.Range(0, 6).Select(i => $$"""{"path":"{{i}}.ts","content":"f()"}"""))}}]}"""),
        },
        new("json: a file over its limit", "POST /audits", 413, "file-too-large", "'b.ts' is larger than 10000 bytes", "/files/0")
        {
            MediaType = "application/json", Body = Encoding.UTF8.GetBytes($$"""{"audit":"metered-billing","files":[{"path":"b.ts","content":"{{Long[..^1].Replace("\n", "\\n", StringComparison.Ordinal)}}\n"}]}"""),
        },
        new("text: over its limit", $"POST /audits{Audit}&path=b.ts", 413, "file-too-large", "'b.ts' is larger than 10000 bytes", "") { MediaType = "text/plain", Body = Bytes(Long) },
        new("form: six files", "POST /audits", 413, "too-many-files", "The submission has more than 5 files", "") { MediaType = Form, Body = Parts([Field("audit", "metered-billing"), .. Enumerable.Range(0, 6).Select(i => Part($"{i}.ts", Code))]) },
        new("form: a file over its limit", "POST /audits", 413, "file-too-large", "'b.ts' is larger than 10000 bytes", "/files/1") { MediaType = Form, Body = Parts(Field("audit", "metered-billing"), Part("a.ts", Code), Part("b.ts", Long)) },
        new("form: a path of 51 characters", "POST /audits", 413, "path-too-long", "has 51 characters; a path may have 50: shorten it.", "/files/0") { MediaType = Form, Body = Parts(Field("audit", "metered-billing"), Part(new string('p', 51), Code)) },
    ];

    private static IEnumerable<BadRequest> Forms =>
    [
        Parted("no boundary", "--x--\r\n", "The content type needs a boundary of 1 to 70 characters.") with { MediaType = "multipart/form-data" },
        Parted("an empty boundary", "--x--\r\n", "The content type needs a boundary of 1 to 70 characters.") with { MediaType = "multipart/form-data; boundary=\"\"" },
        Parted("a boundary of 71 characters", "--x--\r\n", "The content type needs a boundary of 1 to 70 characters.") with { MediaType = $"multipart/form-data; boundary={new string('x', 71)}" },
        Parted("nothing", "", "The form ends too early"),
        Parted("another boundary", "--y\r\nContent-Disposition: form-data; name=a\r\n\r\nhello\r\n--y--\r\n", "The form ends too early"),
        Parted("an end within a part", "--x\r\nContent-Disposition: form-data; name=a; filename=a.ts\r\n\r\nhello", "The form ends too early"),
        Parted("an end within the headers", "--x\r\nContent-Disposition: form-data; na", "The form ends too early"),
        Parted("no end", "--x\r\nContent-Disposition: form-data; name=a; filename=a.ts\r\n\r\nhello\r\n--x\r\n", "Part 2 has no Content-Disposition of form-data with a name, or the form ends before it."),
        Parted("a header that is none", "--x\r\nnonsense\r\n\r\nhello\r\n--x--\r\n", "The form ends too early, or the headers of part 1 are malformed or more than 16 or 16 KiB: send it as RFC 7578 has it."),
        Parted("17 headers", $"--x\r\n{string.Concat(Enumerable.Range(0, 17).Select(i => $"X-{i}: 1\r\n"))}\r\nhello\r\n--x--\r\n", "the headers of part 1 are malformed or more than 16 or 16 KiB"),
        Parted("headers of 17 KiB", $"--x\r\nX: {new string('x', 17 << 10)}\r\n\r\nhello\r\n--x--\r\n", "the headers of part 1 are malformed or more than 16 or 16 KiB"),
        Parted("a part without a disposition", "--x\r\n\r\nhello\r\n--x--\r\n", "Part 1 has no Content-Disposition of form-data with a name, or the form ends before it."),
        Parted("a part with a filename* without a value", "--x\r\nContent-Disposition: form-data; name=a; filename*\r\n\r\nhello\r\n--x--\r\n", "Part 1 has no Content-Disposition of form-data with a name, or the form ends before it."),
        Parted("a part that is an attachment", "--x\r\nContent-Disposition: attachment; filename=a.ts\r\n\r\nhello\r\n--x--\r\n", "Part 1 has no Content-Disposition of form-data with a name, or the form ends before it."),
        Formed("a field of 4,097 bytes", "form-malformed", "The field 'labels' has more than 4096 bytes, or is not UTF-8; code belongs into parts with a filename.", "", Field("labels", new string('a', 4_097))),
        Formed("a field that is no UTF-8", "form-malformed", "The field 'labels' has more than 4096 bytes, or is not UTF-8", "", Field("labels", "a=\u00FF")),
        Formed("a hundred and one fields", "form-malformed", "The form has more than 100 fields; code belongs into parts with a filename.", "", [.. Enumerable.Range(1, 100).Select(i => Field($"{i}", ""))]),
        Formed("a hundred and one fields of one name", "form-malformed", "The form has more than 100 fields; code belongs into parts with a filename.", "", [.. Enumerable.Range(1, 100).Select(i => Field("labels", $"{i}="))]),
        new("form: no audit", "POST /audits", 400, "property-missing", "Say which audit to perform with 'audit'", "/audit") { MediaType = Form, Body = Parts(Part("a.ts", Code)) },
        Formed("no files", "nothing-auditable", "The submission holds no file: send at least one with source code.", ""),
        Formed("a file without a filename", "option-unknown", $"There is no option 'file', and a part that is a file needs a filename: with curl, -F 'file=@hello.ts'. There are audit, {Served}.", "/options/file", Field("file", Code)),
        Formed("a path of its own", "option-unknown", "There is no option 'path', and a part that is a file needs a filename", "/options/path", Field("path", "a.ts")),
        Formed("an option that is not served", "option-not-served", "'baseline' is not served by this release", "/options/baseline", Field("baseline", "x"), Part("a.ts", Code)),
        Formed("two audits", "parameter-malformed", "Give 'audit' once.", "?audit", Field("audit", "x"), Part("a.ts", Code)),
        Formed("a label without a value", "option-malformed", "Write a label as name=value.", "/options/labels", Field("labels", "team"), Part("a.ts", Code)),
        Formed("an empty filename", "path-malformed", "'' names no file: give each file a path.", "/files/0", Part("", Code)),
        Formed("a filename that climbs", "path-climbs", "'../../b.ts' climbs with '..'", "/files/1", Part("a.ts", Code), Part("../../b.ts", Code)),
        Formed("a filename that climbs in its other form", "path-climbs", "'../b.ts' climbs with '..'", "/files/0", "--x\r\nContent-Disposition: form-data; name=f; filename=a.ts; filename*=UTF-8''..%2Fb.ts\r\n\r\nf()\r\n"),
        Formed("an absolute filename", "path-absolute", "'/etc/b.ts' is absolute", "/files/0", Part("/etc/b.ts", Code)),
        Formed("a device's filename", "path-reserved", "holds the name 'aux'", "/files/0", Part("aux", Code)),
        Formed("two files of one path", "path-repeated", "'a.ts' is there twice: send each file once.", "/files/1", Part("a.ts", Code), Part("a.ts", "g()\n")),
        Formed("two files of one path in another case", "path-repeated", "'A.ts' and 'a.ts' differ in case alone", "/files/1", Part("a.ts", Code), Part("A.ts", Code)),
        Formed("two files of one path in another normal form", "path-repeated", "'e\u0301.ts' and 'é.ts' differ in their Unicode normal form alone", "/files/1",
            "--x\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''%C3%A9.ts\r\n\r\nf()\r\n", "--x\r\nContent-Disposition: form-data; name=f; filename*=UTF-8''e%CC%81.ts\r\n\r\nf()\r\n"),
        Formed("an archive beside a file", "archive-nested", "'b.zip' is an archive within the submission", "/files/1", Part("a.ts", Code), Part("b.zip", "PK")),
        Formed("an archive that is none", "archive-malformed", "it is not a zip archive, or a damaged one", "", Part("b.zip", "PK")),
        Formed("a tar.gz that is none", "archive-malformed", "it is not compressed with gzip", "", Part("b.tar.gz", "PK")),
        new("form: an audit in the query", $"POST /audits{Audit}", 400, "parameter-unknown", "With multipart/form-data, 'audit' belongs into the body.", "?audit") { MediaType = Form, Body = Parts(Part("a.ts", Code)) },
    ];

    private static IEnumerable<BadRequest> Texts =>
    [
        Text("nothing", "", "", "nothing-auditable", "Nothing is left to audit; skipped: 1 empty (pasted.txt).", ""),
        Text("zeros", "", "\0\0\0\0", "nothing-auditable", "Nothing is left to audit; skipped: 1 binary (pasted.txt).", ""),
        Text("a path that climbs", "&path=../a.ts", Code, "path-climbs", "'../a.ts' climbs with '..'", ""),
        Text("an absolute path", "&path=C:%5Ca.ts", Code, "path-absolute", "'C:/a.ts' is absolute", ""),
        Text("an empty path", "&path=", Code, "path-malformed", "'' names no file", ""),
        Text("a path with a control character", "&path=a%07.ts", Code, "path-malformed", "'a\uFFFD.ts' has control characters", ""),
        Text("a path over the limit", $"&path={new string('p', 51)}", Code, "path-too-long", "has 51 characters; a path may have 50: shorten it.", ""),
        Text("a path of an archive", "&path=a.zip", Code, "archive-nested", "'a.zip' is an archive within the submission", ""),
        Text("two paths", "&path=a.ts&path=b.ts", Code, "parameter-malformed", "Give 'path' once.", "?path"),
        Text("two audits", "&audit=x", Code, "parameter-malformed", "Give 'audit' once.", "?audit"),
        Text("a label twice", "&labels=x=1&labels=x=2", Code, "option-malformed", "Give each label once.", "/options/labels/x"),
        Text("a label without a value", "&labels=x", Code, "option-malformed", "Write a label as name=value.", "/options/labels"),
        Text("an empty section", "&sections=aggregation,", Code, "section-unknown", "The audit has no such section", "/options/sections/1"),
        Text("an unknown severity", "&minSeverity=worst", Code, "option-malformed", "There is no severity 'worst'", "/options/minSeverity"),
        Text("an empty retention", "&retention=", Code, "option-malformed", $"'' {NoRetention}", "/options/retention"),
        Text("an option that is not served", "&maxTokens=1", Code, "parameter-unknown", "There is no query parameter 'maxTokens' here; this address takes 'audit', 'path', 'auditor', 'sections', 'minSeverity', 'retention', 'labels'.", "?maxTokens"),
        new("text: no audit", "POST /audits", 400, "property-missing", "Say which audit to perform with 'audit'", "/audit") { MediaType = "text/plain", Body = Bytes(Code) },
        new("zip: a path", $"POST /audits{Audit}&path=x", 400, "parameter-unknown", "'path' names pasted text; the files of an archive have their names.", "?path") { MediaType = "application/zip", Body = [1] },
        new("json: an audit in the query", $"POST /audits{Audit}", 400, "parameter-unknown", "With application/json, 'audit' belongs into the body.", "?audit") { MediaType = "application/json", Body = Bytes("{}") },
    ];

    private static IEnumerable<BadRequest> Types =>
    [
        Typed("no type", null, $"Say in Content-Type what you send: {Taken}"),
        Typed("a type that is none", "///", $"Say in Content-Type what you send: {Taken}"),
        Typed("two types", "text/plain, application/json", $"Say in Content-Type what you send: {Taken}"),
        Typed("a form of another kind", "application/x-www-form-urlencoded", $"'application/x-www-form-urlencoded' is not taken; send {Taken}"),
        Typed("any bytes", "application/octet-stream", $"'application/octet-stream' is not taken; send {Taken}"),
        Typed("a tar", "application/x-tar", $"'application/x-tar' is not taken; send {Taken}"),
        Typed("any text", "text/*", $"'text/*' is not taken; send {Taken}"),
        Typed("another charset", "text/plain; charset=utf-16", "Send text in UTF-8."),
        Typed("an unknown charset", "application/json; charset=x", "Send text in UTF-8."),
        new("a body in gzip", $"POST /audits{Audit}", 415, "media-type-unsupported", "Send the body without Content-Encoding.", "Content-Encoding") { MediaType = "text/plain", Body = [1], ContentEncoding = "gzip" },
        new("no body at all", $"POST /audits{Audit}", 415, "media-type-unsupported", "Say in Content-Type what you send", "Content-Type"),
    ];

    private static BadRequest Whole(string name, string body, string code, string message) => At(name, body, code, "", message);

    private static BadRequest At(string name, string body, string code, string place, string message) =>
        new($"json: {name}", "POST /audits", ProblemTypes.Of(code).Status, code, message, place) { MediaType = "application/json", Body = Body(body) };

    private static BadRequest File(string name, string file, string code, string place, string message) =>
        At($"a file that is {name}", $$"""{"audit":"metered-billing","files":[{{file}}]}""", code, $"/files/0{place}", message);

    private static BadRequest Option(string options, string code, string place, string message) =>
        At(options.Length < 80 ? options : options[..80], $$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":"f()\n"}],"options":{{options}}}""", code, $"/options/{place}", message);

    private static BadRequest Archive(string name, (string Path, string Content)[] files, string code, string message, string place) =>
        new($"zip: {name}", $"POST /audits{Audit}", 413, code, message, place) { MediaType = "application/zip", Body = Archives.Zip(files) };

    private static BadRequest Parted(string name, string body, string message) =>
        new($"form: {name}", "POST /audits", 400, "form-malformed", message, "") { MediaType = Form, Body = Bytes(body) };

    private static BadRequest Formed(string name, string code, string message, string place, params string[] parts) =>
        new($"form: {name}", "POST /audits", ProblemTypes.Of(code).Status, code, message, place) { MediaType = Form, Body = Parts([Field("audit", "metered-billing"), .. parts]) };

    private static BadRequest Text(string name, string query, string body, string code, string message, string place) =>
        new($"text: {name}", $"POST /audits{Audit}{query}", ProblemTypes.Of(code).Status, code, message, place) { MediaType = "text/plain", Body = Bytes(body) };

    private static BadRequest Typed(string name, string? mediaType, string message) =>
        new($"type: {name}", $"POST /audits{Audit}", 415, "media-type-unsupported", message, "Content-Type") { MediaType = mediaType, Body = Bytes(Code) };

    private static string Field(string name, string value) => $"--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    private static string Part(string path, string content) => $"--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{path}\"\r\n\r\n{content}\r\n";

    private static byte[] Parts(params string[] parts) => Bytes(string.Concat(parts) + "--x--\r\n");

    /// <summary>Characters up to U+00FF are bytes, so that a row can hold what is no UTF-8; where there are others, it is UTF-8.</summary>
    private static byte[] Body(string text) => text.All(character => character <= '\u00FF') ? Bytes(text) : Encoding.UTF8.GetBytes(text);
}
