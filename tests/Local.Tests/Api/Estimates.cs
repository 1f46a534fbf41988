using Claudit.Chunking;
using Xunit;

namespace Claudit.Api;

public sealed class Estimates(Server server) : IClassFixture<Server>
{
    [Theory]
    [MemberData(nameof(OneFile.Forms), MemberType = typeof(OneFile))]
    public async Task An_estimate_takes_every_form_and_keeps_nothing(string form)
    {
        var before = Everything();

        var estimate = await OneFile.PostAsync(server.Client, "/estimates", form);

        Assert.Equal(200, estimate.Status);
        var json = estimate.Json;
        Assert.Equal(("metered-billing", "embedded"), (json.GetProperty("audit").GetString(), json.GetProperty("auditor").GetString()));
        Assert.Equal((1, 2, 1, 0), (Number("files"), Number("sections"), Number("shards"), Number("modelCalls")));
        Assert.Equal(ApiClient.Snippet.Length, Number("characters"));
        Assert.Equal(TokenEstimate.Of(ApiClient.Snippet), json.GetProperty("tokens").GetProperty("source").GetInt32());
        Assert.Contains("within 10 %", json.GetProperty("tokens").GetProperty("formula").GetString());
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

    private string[] Everything() => [.. Directory.GetFiles(server.Folder, "*", SearchOption.AllDirectories).Order()];
}
