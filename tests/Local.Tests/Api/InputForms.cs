using System.Text.Json.Nodes;
using System.Text;
using Xunit;

namespace Claudit.Api;

public sealed class InputForms(Server server) : IClassFixture<Server>
{
    private const string Options = "?audit=metered-billing&sections=deduplication,aggregation&minSeverity=high&retention=12h&labels=team=billing&labels=run=7";
    private static readonly (string Path, string Content) File = ("src/meter.ts", ApiClient.Snippet);

    public static TheoryData<string> Forms => ["json", "text", "zip", "gzip", "form", "form with a zip", "form with a tar.gz"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_brings_the_same_code_and_the_same_options(string form)
    {
        var started = await PostAsync("/audits", form);

        Assert.Equal(202, started.Status);
        Assert.Equal($"/api/v1/audits/{started.Id}", started.Header("Location"));
        Assert.Equal("1", started.Header("Retry-After"));
        var ended = await server.Client.EndedAsync(started.Id);
        Assert.Equal("completed", ended.State);
        Assert.True(ended.Json.GetProperty("complete").GetBoolean());
        Assert.Equal(["deduplication", "aggregation"], ended.Json.GetProperty("sections").EnumerateArray().Select(section => section.GetProperty("id").GetString()!));
        Assert.Equal("""{"run":"7","team":"billing"}""", ended.Json.GetProperty("labels").GetRawText());
        Assert.Equal(TimeSpan.FromHours(12), ended.Json.GetProperty("expiresAt").GetDateTimeOffset() - ended.Json.GetProperty("endedAt").GetDateTimeOffset());
        var submission = (await server.Client.GetAsync($"/audits/{started.Id}/report")).Json.GetProperty("submission");
        Assert.Equal(1, submission.GetProperty("files").GetInt32());
        Assert.Equal(Encoding.UTF8.GetByteCount(File.Content), submission.GetProperty("bytes").GetInt64());
        Assert.Equal(await FingerprintAsync(), submission.GetProperty("fingerprint").GetString());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_estimate_takes_every_form_and_keeps_nothing(string form)
    {
        var before = Everything();

        var estimate = await PostAsync("/estimates", form);

        Assert.Equal(200, estimate.Status);
        var json = estimate.Json;
        Assert.Equal(("metered-billing", "embedded"), (json.GetProperty("audit").GetString(), json.GetProperty("auditor").GetString()));
        Assert.Equal((1, 2, 1, 0), (Number("files"), Number("sections"), Number("shards"), Number("modelCalls")));
        Assert.Equal(File.Content.Length, Number("characters"));
        Assert.Equal((int)Math.Ceiling(File.Content.Length / 3.5), json.GetProperty("tokens").GetProperty("source").GetInt32());
        Assert.Equal("characters / 3.5, rounded up", json.GetProperty("tokens").GetProperty("formula").GetString());
        Assert.Equal(before, Everything());

        int Number(string name) => json.GetProperty(name).GetInt32();
    }

    [Fact]
    public async Task An_estimate_lists_what_it_would_skip_and_masks()
    {
        var answer = await server.Client.PostAsync("/estimates", ApiClient.Files(
            ("a.py", "key = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc'\n"), ("node_modules/x/index.js", "x()\n"), ("package-lock.json", "{}\n")));

        Assert.Equal(200, answer.Status);
        Assert.Equal(
            [("node_modules/", "vendored"), ("package-lock.json", "lock file")],
            answer.Json.GetProperty("skipped").EnumerateArray().Select(file => (file.GetProperty("path").GetString()!, file.GetProperty("reason").GetString()!)));
        Assert.Equal(1, answer.Json.GetProperty("masked").GetInt32());
    }

    [Fact]
    public async Task Pasted_text_without_a_path_is_recognised_by_its_content()
    {
        var started = await server.Client.PostAsync("/audits?audit=metered-billing", ApiClient.Content("text/plain; charset=utf-8", "def f(x):\n    import stripe\n    return x\n"u8.ToArray()));

        await server.Client.EndedAsync(started.Id);
        var report = await server.Client.GetAsync($"/audits/{started.Id}/report");
        Assert.Equal("Python", report.Json.GetProperty("submission").GetProperty("languages")[0].GetProperty("name").GetString());
    }

    [Fact]
    public async Task A_form_may_have_many_files_and_one_that_is_empty()
    {
        using var form = new MultipartFormDataContent { { new StringContent("metered-billing"), "audit" } };
        for (var i = 0; i < 200; i++) form.Add(new StringContent($"x{i} = {i}\n"), "files", $"src/f{i}.py");
        form.Add(new ByteArrayContent([]), "files", "src/empty.py");

        var started = await server.Client.PostAsync("/audits", form);

        Assert.Equal(202, started.Status);
        Assert.Equal(200, started.Json.GetProperty("submission").GetProperty("files").GetInt32());
        Assert.Equal(1, started.Json.GetProperty("submission").GetProperty("skipped").GetInt32());
    }

    [Fact]
    public async Task A_large_upload_waits_in_a_file_that_has_no_name()
    {
        var file = new string('x', 1_500_000);
        using var form = new MultipartFormDataContent { { new StringContent("metered-billing"), "audit" } };
        foreach (var name in new[] { "a.txt", "b.txt", "c.txt" }) form.Add(new StringContent(name[0] + "\n" + file.Replace("xxxxxxxx", "xxxxxxx\n")), "files", name);
        var before = Directory.GetFiles(Path.GetTempPath(), "claudit-*");

        var estimate = await server.Client.PostAsync("/estimates", form);

        Assert.Equal(200, estimate.Status);
        Assert.Equal(3, estimate.Json.GetProperty("files").GetInt32());
        Assert.Equal(before, Directory.GetFiles(Path.GetTempPath(), "claudit-*"));
    }

    private static MultipartFormDataContent Form(string path, byte[] content) => new()
    {
        { new StringContent("metered-billing"), "audit" },
        { new StringContent("deduplication"), "sections" },
        { new StringContent("aggregation"), "sections" },
        { new StringContent("HIGH"), "minSeverity" },
        { new StringContent("12h"), "retention" },
        { new StringContent("team=billing"), "labels" },
        { new StringContent("run=7"), "labels" },
        { new ByteArrayContent(content), "whatever", path },
    };

    private Task<ApiAnswer> PostAsync(string path, string form) => form switch
    {
        "json" => server.Client.PostAsync(path, ApiClient.Json(new JsonObject
        {
            ["audit"] = "metered-billing",
            ["files"] = new JsonArray(new JsonObject { ["path"] = File.Path, ["content"] = File.Content }),
            ["options"] = new JsonObject
            {
                ["auditor"] = "embedded",
                ["sections"] = new JsonArray("deduplication", "aggregation"),
                ["minSeverity"] = "High",
                ["retention"] = "12h",
                ["labels"] = new JsonObject { ["team"] = "billing", ["run"] = "7" },
                ["baseline"] = null,
            },
        }.ToJsonString())),
        "text" => server.Client.PostAsync($"{path}{Options}&path=src/meter.ts", ApiClient.Content("text/plain", Encoding.UTF8.GetBytes(File.Content))),
        "zip" => server.Client.PostAsync(path + Options, ApiClient.Content("application/zip", Archives.Zip(File))),
        "gzip" => server.Client.PostAsync(path + Options, ApiClient.Content("application/gzip", Archives.TarGz(File))),
        "form" => server.Client.PostAsync(path, Form(File.Path, Encoding.UTF8.GetBytes(File.Content))),
        "form with a zip" => server.Client.PostAsync(path, Form("code.zip", Archives.Zip(File))),
        _ => server.Client.PostAsync(path, Form("code.tar.gz", Archives.TarGz(File))),
    };

    private async Task<string> FingerprintAsync()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);
        return (await server.Client.GetAsync($"/audits/{id}/report")).Json.GetProperty("submission").GetProperty("fingerprint").GetString()!;
    }

    private string[] Everything() => [.. Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories).Where(file => !file.Contains("history")).Order()];
}
