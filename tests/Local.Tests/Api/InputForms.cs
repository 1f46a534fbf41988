using Xunit;

namespace Claudit.Api;

public sealed class InputForms(Server server) : IClassFixture<Server>
{
    [Theory]
    [MemberData(nameof(OneFile.Forms), MemberType = typeof(OneFile))]
    public async Task Every_form_brings_the_same_code_and_the_same_options(string form)
    {
        var started = await OneFile.PostAsync(server.Client, "/audits", form);

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
        Assert.Equal(ApiClient.Snippet.Length, submission.GetProperty("bytes").GetInt64());
        Assert.Equal(await FingerprintAsync(), submission.GetProperty("fingerprint").GetString());
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

    private async Task<string> FingerprintAsync()
    {
        var id = await server.Client.StartAsync();
        await server.Client.EndedAsync(id);
        return (await server.Client.GetAsync($"/audits/{id}/report")).Json.GetProperty("submission").GetProperty("fingerprint").GetString()!;
    }
}
