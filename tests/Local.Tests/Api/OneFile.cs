using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Claudit.Api;

/// <summary>One file with the same options, in each form that a request may have.</summary>
public static class OneFile
{
    private const string Options = "?audit=metered-billing&sections=deduplication,aggregation&minSeverity=high&retention=12h&labels=team=billing&labels=run=7";
    private const string Path = "src/meter.ts";
    private const string Content = ApiClient.Snippet;

    public static TheoryData<string> Forms => ["json", "text", "zip", "gzip", "form", "form with a zip", "form with a tar.gz"];

    internal static Task<ApiAnswer> PostAsync(ApiClient client, string path, string form) => form switch
    {
        "json" => client.PostAsync(path, ApiClient.Json(new JsonObject
        {
            ["audit"] = "metered-billing",
            ["files"] = new JsonArray(new JsonObject { ["path"] = Path, ["content"] = Content }),
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
        "text" => client.PostAsync($"{path}{Options}&path=src/meter.ts", ApiClient.Content("text/plain", Encoding.UTF8.GetBytes(Content))),
        "zip" => client.PostAsync(path + Options, ApiClient.Content("application/zip", Archives.Zip((Path, Content)))),
        "gzip" => client.PostAsync(path + Options, ApiClient.Content("application/gzip", Archives.TarGz((Path, Content)))),
        "form" => client.PostAsync(path, Form(Path, Encoding.UTF8.GetBytes(Content))),
        "form with a zip" => client.PostAsync(path, Form("code.zip", Archives.Zip((Path, Content)))),
        _ => client.PostAsync(path, Form("code.tar.gz", Archives.TarGz((Path, Content)))),
    };

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
}
