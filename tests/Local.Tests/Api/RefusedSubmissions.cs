using System.Net.Sockets;
using System.Text;
using Claudit.Local.Serving;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Api;

/// <summary>A server with limits that tests can pass.</summary>
public sealed class NarrowServer : Server
{
    internal override ServeOptions Options => new()
    {
        Limits = new SubmissionLimits { RequestBytes = 20_000, ExpandedBytes = 40_000, Files = 5, FileBytes = 10_000, PathCharacters = 50 },
    };
}

public sealed class RefusedSubmissions(NarrowServer server) : IClassFixture<NarrowServer>
{
    private const string Served = "auditor (embedded), sections, minSeverity, retention, labels";

    [Theory]
    [InlineData("""{"auditor":"model"}""", "option-not-served", "/options/auditor", "The auditor 'model' is not served by this release: write 'embedded', or leave it out.")]
    [InlineData("""{"auditor":"hybrid"}""", "option-not-served", "/options/auditor", "The auditor 'hybrid' is not served by this release: write 'embedded', or leave it out.")]
    [InlineData("""{"auditor":"robot"}""", "option-malformed", "/options/auditor", "There is no such auditor: write 'embedded', or leave it out.")]
    [InlineData("""{"maxTokens":1000}""", "option-not-served", "/options/maxTokens", $"'maxTokens' is not served by this release: leave it out. It serves {Served}.")]
    [InlineData("""{"thorough":false}""", "option-not-served", "/options/thorough", $"'thorough' is not served by this release: leave it out. It serves {Served}.")]
    [InlineData("""{"callbackUrl":"https://example.com"}""", "option-not-served", "/options/callbackUrl", $"'callbackUrl' is not served by this release: leave it out. It serves {Served}.")]
    [InlineData("""{"baseline":"abc"}""", "option-not-served", "/options/baseline", $"'baseline' is not served by this release: leave it out. It serves {Served}.")]
    [InlineData("""{"verbose/ly":1}""", "option-unknown", "/options/verbose~1ly", $"There is no option 'verbose/ly'. There are {Served}.")]
    [InlineData("""{"sections":"all"}""", "option-malformed", "/options/sections", "Give an array here, not a string.")]
    [InlineData("""{"sections":[1]}""", "option-malformed", "/options/sections/0", "Give a string here, not a number.")]
    [InlineData("""{"minSeverity":"Blocker"}""", "option-malformed", "/options/minSeverity", "There is no severity 'Blocker': write Critical, High, Medium or Low.")]
    [InlineData("""{"minSeverity":"1"}""", "option-malformed", "/options/minSeverity", "There is no severity '1': write Critical, High, Medium or Low.")]
    [InlineData("""{"retention":"1 month"}""", "option-malformed", "/options/retention", "'1 month' is no retention: write 'none', or a number of hours or days above 0 such as '12h' or '30d'.")]
    [InlineData("""{"retention":"0d"}""", "option-malformed", "/options/retention", "'0d' is no retention: write 'none', or a number of hours or days above 0 such as '12h' or '30d'.")]
    [InlineData("""{"retention":"99999d"}""", "retention-out-of-range", "/options/retention", "Use 'none', or at most 365 days.")]
    [InlineData("""{"sections":[]}""", "option-malformed", "/options/sections", "Name at least one section, or leave 'sections' out to have them all.")]
    [InlineData("""{"retention":"1d","retention":"2d"}""", "json-malformed", "/options/retention", "'retention' is there more than once: give it once.")]
    [InlineData("""{"labels":{"":"x"}}""", "option-malformed", "/options/labels/", "A label needs a name, such as 'team'.")]
    [InlineData("""{"labels":{"a":"b\n"}}""", "option-malformed", "/options/labels/a", "A label is one line: leave control characters out of its name and value.")]
    [InlineData("""{"labels":{"a\u0085":"b"}}""", "option-malformed", "/options/labels/a\uFFFD", "A label is one line: leave control characters out of its name and value.")]
    [InlineData("""{"labels":{"a":"1","a":"2"}}""", "json-malformed", "/options/labels/a", "'a' is there more than once: give it once.")]
    [InlineData("""{"labels":{"a":1}}""", "option-malformed", "/options/labels/a", "Give a string here, not a number.")]
    [InlineData("""{"labels":{"a":"\ud800"}}""", "option-malformed", "/options/labels/a", "The string is not valid Unicode: send whole characters in UTF-8.")]
    public async Task An_option_is_refused_with_what_to_write_instead(string options, string code, string pointer, string message)
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":"f()\n"}],"options":{{options}}}"""));

        Assert.Equal(message, answer.Problem(400, code));
        Assert.Equal(message, answer.Error(pointer));
    }

    [Theory]
    [InlineData("""{"audit":"metered-billing","files":[{"path":"a.ts","content":"f()\n"}],"options":{"sections":["nope"]}}""", "section-unknown", "/options/sections/0")]
    [InlineData("""{"audit":"metered-biling","files":[{"path":"a.ts","content":"f()\n"}]}""", "audit-unknown", "/audit")]
    [InlineData("""{"files":[{"path":"a.ts","content":"f()\n"}]}""", "property-missing", "/audit")]
    [InlineData("""{"audit":"metered-billing"}""", "property-missing", "/files")]
    [InlineData("""{"audit":7,"files":[]}""", "property-malformed", "/audit")]
    [InlineData("""{"audit":"metered-billing","files":{}}""", "property-malformed", "/files")]
    [InlineData("""{"audit":"metered-billing","files":["a"]}""", "property-malformed", "/files/0")]
    [InlineData("""{"audit":"metered-billing","files":[{"path":"a.ts"}]}""", "property-missing", "/files/0/content")]
    [InlineData("""{"audit":"metered-billing","files":[{"content":""}]}""", "property-missing", "/files/0/path")]
    [InlineData("""{"audit":"metered-billing","files":[{"path":"\ud800","content":""}]}""", "property-malformed", "/files/0/path")]
    [InlineData("""{"audit":"metered-billing","files":[{"path":"a.ts","content":"","encoding":"base64"}]}""", "property-unknown", "/files/0/encoding")]
    [InlineData("""{"audit":"metered-billing","files":[],"file":1}""", "property-unknown", "/file")]
    [InlineData("""{"audit":"metered-billing","files":[],"\ud800":1}""", "property-unknown", "/\uFFFD")]
    [InlineData("""{"audit":"metered-billing","files":[],"options":{"\ud800":1}}""", "option-unknown", "/options/\uFFFD")]
    [InlineData("[]", "property-malformed", "")]
    [InlineData("null", "property-malformed", "")]
    [InlineData("""{"audit":"metered-billing","audit":"x","files":[]}""", "json-malformed", "/audit")]
    [InlineData("""{"audit":"metered-billing","files":[{"path":"a.ts","content":"","path":"b.ts"}]}""", "json-malformed", "/files/0/path")]
    public async Task A_request_that_is_not_as_described_is_refused_at_its_place(string body, string code, string pointer)
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json(body));

        answer.Problem(400, code);
        Assert.NotEmpty(answer.Error(pointer));
    }

    [Theory]
    [InlineData("{\"audit\":\"metered-billing\",\"files\":[],\"?\":1}", "property-unknown", "/\uFFFD")]
    [InlineData("{\"audit\":\"?\",\"files\":[]}", "property-malformed", "/audit")]
    [InlineData("{\"audit\":\"metered-billing\",\"files\":[],\"options\":{\"?\":1}}", "option-unknown", "/options/\uFFFD")]
    [InlineData("{\"audit\":\"metered-billing\",\"files\":[],\"options\":{\"labels\":{\"?\":1}}}", "option-malformed", "/options/labels/\uFFFD")]
    public async Task Bytes_that_are_not_utf_8_are_refused_at_their_place(string body, string code, string pointer)
    {
        var bytes = Encoding.ASCII.GetBytes(body);
        bytes.AsSpan().Replace((byte)'?', (byte)0xFF);

        var answer = await server.Client.PostAsync("/audits", ApiClient.Content("application/json", bytes));

        answer.Problem(400, code);
        Assert.NotEmpty(answer.Error(pointer));
    }

    [Fact]
    public async Task All_problems_are_named_at_once()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json("""{"file":[],"options":{"retention":7,"baseline":"x"}}"""));

        Assert.EndsWith("There are 5 problems; 'errors' has them all.", answer.Problem(400, "property-unknown"));
        Assert.Equal(
            ["/audit", "/file", "/files", "/options/baseline", "/options/retention"],
            answer.Json.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
    }

    [Fact]
    public async Task A_body_with_thousands_of_problems_gets_a_short_answer()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[{{string.Join(',', Enumerable.Repeat("1", 5000))}}]}"""));

        answer.Problem(400, "property-malformed");
        Assert.Equal(100, answer.Json.GetProperty("errors").EnumerateObject().Count());
    }

    [Theory]
    [InlineData("", "The body is empty: send JSON, such as {\"audit\": …, \"files\": [{\"path\": …, \"content\": …}]}.")]
    [InlineData(" \n", "The body is empty: send JSON, such as {\"audit\": …, \"files\": [{\"path\": …, \"content\": …}]}.")]
    [InlineData("{", "The body is not valid JSON at line 1, byte 2: mend it there.")]
    [InlineData("{\n  \"audit\": nonsense\n}", "The body is not valid JSON at line 2, byte 13: mend it there.")]
    [InlineData("deep", "The JSON nests deeper than 64 levels at line 1, byte 65: nothing that the API takes is nested like that.")]
    public async Task What_is_not_json_is_told_apart_with_its_place(string body, string message)
    {
        if (body == "deep") body = new string('[', 10_000);

        Assert.Equal(message, (await server.Client.PostAsync("/audits", ApiClient.Json(body))).Problem(400, "json-malformed"));
    }

    [Fact]
    public async Task A_byte_order_mark_before_json_is_no_part_of_it() =>
        (await server.Client.PostAsync("/audits", ApiClient.Json("\uFEFF[]"))).Problem(400, "property-malformed");

    [Fact]
    public async Task Labels_that_are_too_long_or_too_many_are_refused_at_their_place()
    {
        var answer = await LabelsAsync($$"""{"a":"{{new string('x', 101)}}"}""");
        Assert.Equal("Use at most 100 characters for a label's name, and as many for its value.", answer.Problem(400, "labels-too-long"));
        Assert.NotEmpty(answer.Error("/options/labels/a"));

        answer = await LabelsAsync($"{{{string.Join(',', Enumerable.Range(0, 30).Select(i => $"\"{i}\":\"\""))}}}");
        Assert.Equal("Use at most 20 labels.", answer.Problem(400, "labels-too-long"));
        Assert.NotEmpty(answer.Error("/options/labels"));

        Task<ApiAnswer> LabelsAsync(string labels) => server.Client.PostAsync(
            "/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[{"path":"a.ts","content":"f()\n"}],"options":{"labels":{{labels}} } }"""));
    }

    [Fact]
    public async Task A_request_over_the_limit_is_refused_by_its_announced_length() =>
        Assert.Equal("The request is larger than 20000 bytes: send less, or in several audits.",
            (await server.Client.PostAsync("/audits", ApiClient.Json(new string(' ', 20_001)))).Problem(413, "request-too-large"));

    [Theory]
    [InlineData("application/json", "")]
    [InlineData("text/plain", "?audit=metered-billing")]
    [InlineData("application/zip", "?audit=metered-billing")]
    [InlineData("application/gzip", "?audit=metered-billing")]
    [InlineData("multipart/form-data; boundary=x", "")]
    public async Task A_request_of_no_announced_length_is_refused_where_it_passes_the_limit(string mediaType, string query)
    {
        var content = new StreamContent(new EndlessStream(mediaType.StartsWith("multipart", StringComparison.Ordinal)
            ? "--x\r\nContent-Disposition: form-data; name=f; filename=a.ts\r\n\r\n"
            : "  "));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        var request = ApiClient.Request(HttpMethod.Post, "/estimates" + query, content);
        request.Headers.TransferEncodingChunked = true;

        Assert.Contains("20000 bytes", (await server.Client.SendAsync(request)).Problem(413, "request-too-large"));
    }

    [Fact]
    public async Task Each_limit_of_a_submission_is_named()
    {
        Assert.Contains("more than 5 files", (await PostZip([.. Enumerable.Range(0, 6).Select(i => ($"f{i}.ts", "f()\n"))])).Problem(413, "too-many-files"));
        Assert.Contains("10000 bytes", (await PostZip(("a.ts", string.Concat(Enumerable.Repeat("call()\n", 1500))))).Problem(413, "file-too-large"));
        Assert.Contains("a path may have 50", (await PostZip((new string('p', 51), "f()\n"))).Problem(413, "path-too-long"));
        Assert.Contains("more than 40000 bytes", (await PostZip([.. Enumerable.Range(0, 5).Select(i => ($"f{i}.ts", string.Concat(Enumerable.Repeat("call()\n", 1400))))])).Problem(413, "expanded-too-large"));
        Assert.Contains("an archive within", (await PostZip(("inner.zip", "PK"))).Problem(413, "archive-nested"));
    }

    [Fact]
    public async Task A_path_that_cannot_be_taken_is_refused()
    {
        Assert.Contains("climbs", (await PostZip(("../a.ts", "f()\n"))).Problem(400, "path-climbs"));
        Assert.Contains("absolute", (await PostZip(("/a.ts", "f()\n"))).Problem(400, "path-absolute"));
        Assert.Contains("rename it", (await PostZip(("con.ts", "f()\n"))).Problem(400, "path-reserved"));
        Assert.Contains("differ in case", (await PostZip(("a.ts", "f()\n"), ("A.ts", "f()\n"))).Problem(400, "path-repeated"));
        Assert.Contains("control characters", (await server.Client.PostAsync("/audits", ApiClient.Files(("a\u0007.ts", "f()\n")))).Problem(400, "path-malformed"));
    }

    [Fact]
    public async Task An_archive_that_is_damaged_cut_short_or_goes_on_is_refused_with_what_is_wrong()
    {
        var tar = Archives.TarGz(("a.ts", "f()\n"));
        var zip = Archives.Zip(("a.ts", "f()\n"));
        // The checksum in the central directory, which is the last but one record.
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 16] ^= 1;
        (string Type, byte[] Body, string Reason)[] broken =
        [
            ("application/gzip", [.. tar[..^8], 1, 2, 3, 4, .. tar[^4..]], "its checksum does not match its content: it is damaged or cut short"),
            ("application/gzip", tar[..^9], "its checksum does not match its content: it is damaged or cut short"),
            ("application/gzip", [.. tar, 1], "something follows behind its end"),
            ("application/zip", zip, "a file in it does not have its checksum"),
        ];
        foreach (var (type, body, reason) in broken)
        {
            var answer = await server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content(type, body));
            Assert.Equal($"The archive cannot be read: {reason}. Pack it again.", answer.Problem(400, "archive-malformed"));
        }
    }

    [Fact]
    public async Task An_archive_that_is_none_is_refused()
    {
        foreach (var type in new[] { "application/zip", "application/gzip" })
            Assert.Contains("cannot be read", (await server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content(type, "nonsense"u8.ToArray()))).Problem(400, "archive-malformed"));
    }

    [Fact]
    public async Task A_submission_without_code_is_refused_and_nothing_stays_of_it()
    {
        var before = Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories).Order();

        Assert.Contains("no file", (await PostZip()).Problem(422, "nothing-auditable"));
        Assert.Contains("1 lock file (yarn.lock)", (await PostZip(("yarn.lock", "x\n"))).Problem(422, "nothing-auditable"));
        Assert.Equal(before, Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories).Order());
    }

    [Theory]
    [InlineData(null, "Say in Content-Type what you send: ")]
    [InlineData("application/x-www-form-urlencoded", "'application/x-www-form-urlencoded' is not taken; send application/json, text/plain, ")]
    [InlineData("text/plain; charset=utf-16", "Send text in UTF-8.")]
    public async Task An_unknown_type_is_refused_with_the_known_ones(string? mediaType, string message)
    {
        var content = new ByteArrayContent("f()"u8.ToArray());
        if (mediaType is not null) content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        Assert.StartsWith(message, (await server.Client.PostAsync("/audits?audit=metered-billing", content)).Problem(415, "media-type-unsupported"));
    }

    [Fact]
    public async Task An_encoded_body_is_refused()
    {
        var content = ApiClient.Content("text/plain", [1]);
        content.Headers.ContentEncoding.Add("gzip");

        Assert.Equal("Send the body without Content-Encoding.", (await server.Client.PostAsync("/audits?audit=metered-billing", content)).Problem(415, "media-type-unsupported"));
    }

    [Theory]
    [InlineData("multipart/form-data", "--x--\r\n", "boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n\r\nhello\r\n--x--\r\n", "Content-Disposition")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=a; filename=a.ts\r\n\r\nhello", "ends too early")]
    [InlineData("multipart/form-data; boundary=x", "", "ends too early")]
    public async Task A_malformed_form_is_refused(string mediaType, string body, string message) =>
        Assert.Contains(message, (await server.Client.PostAsync("/audits", ApiClient.Content(mediaType, Encoding.UTF8.GetBytes(body)))).Problem(400, "form-malformed"));

    [Fact]
    public async Task A_field_of_a_form_may_not_be_endless()
    {
        using var form = new MultipartFormDataContent { { new StringContent(new string('a', 5000)), "audit" } };

        Assert.Contains("4096", (await server.Client.PostAsync("/audits", form)).Problem(400, "form-malformed"));
    }

    [Fact]
    public async Task A_form_without_files_has_nothing_to_audit()
    {
        using var form = new MultipartFormDataContent { { new StringContent("metered-billing"), "audit" } };

        (await server.Client.PostAsync("/audits", form)).Problem(422, "nothing-auditable");
    }

    [Theory]
    [InlineData("file")]
    [InlineData("path")]
    public async Task A_part_of_a_form_that_was_meant_to_be_a_file_needs_a_filename(string name)
    {
        using var form = new MultipartFormDataContent { { new StringContent("metered-billing"), "audit" }, { new StringContent("hello"), name } };

        var answer = await server.Client.PostAsync("/audits", form);

        Assert.Equal(
            $"There is no option '{name}', and a part that is a file needs a filename: with curl, -F 'file=@hello.ts'. There are audit, {Served}.",
            answer.Problem(400, "option-unknown"));
        Assert.NotEmpty(answer.Error($"/options/{name}"));
    }

    [Fact]
    public async Task A_parameter_stands_in_one_place_alone()
    {
        Assert.Equal("With application/json, 'audit' belongs into the body.",
            (await server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Files(("a.ts", "f()\n")))).Problem(400, "parameter-unknown"));
        Assert.Equal("'path' names pasted text; the files of an archive have their names.",
            (await server.Client.PostAsync("/audits?audit=metered-billing&path=x", ApiClient.Content("application/zip", [1]))).Problem(400, "parameter-unknown"));
        Assert.Equal("Give 'audit' once.",
            (await server.Client.PostAsync("/audits?audit=metered-billing&audit=x", ApiClient.Content("application/zip", [1]))).Problem(400, "parameter-malformed"));
        Assert.Equal("Give each label once.",
            (await server.Client.PostAsync("/audits?audit=metered-billing&labels=x=1&labels=x=2", ApiClient.Content("application/zip", [1]))).Problem(400, "option-malformed"));
        Assert.Equal("Write a label as name=value.",
            (await server.Client.PostAsync("/audits?audit=metered-billing&labels=x", ApiClient.Content("application/zip", [1]))).Problem(400, "option-malformed"));
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_is_told_from_a_malformed_one()
    {
        var uri = new Uri(server.Client.Address);
        using var socket = new TcpClient();
        await socket.ConnectAsync(uri.Host, uri.Port, TestContext.Current.CancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(
            "POST /api/v1/audits HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        Assert.Contains("\"code\":\"request-incomplete\"", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_was_submitted_is_not_repeated_in_answers_beyond_a_short_name()
    {
        var answer = await server.Client.PostAsync("/audits", ApiClient.Json($$"""{"audit":"metered-billing","files":[],"{{new string('n', 5000)}}\u001b[31m":1}"""));

        answer.Problem(400, "property-unknown");
        Assert.True(answer.Body.Length < 1000);
        Assert.DoesNotContain("u001b", answer.Text);
    }

    private Task<ApiAnswer> PostZip(params (string Path, string Content)[] files) =>
        server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content("application/zip", Archives.Zip(files)));

    private sealed class EndlessStream(string start) : MemoryStream(Encoding.UTF8.GetBytes(start + new string(' ', 30_000)), writable: false)
    {
        public override bool CanSeek => false;
    }
}
