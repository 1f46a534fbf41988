using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace Claudit.Api;

public sealed class Description(Server server) : IClassFixture<Server>
{
    private static readonly JsonObject Document = JsonNode.Parse(OpenApiDocument.Read().ToJsonString())!.AsObject();

    [Fact]
    public void The_description_has_the_routes_methods_parameters_and_answers_of_the_code()
    {
        var described = Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()
            .Where(operation => operation.Key != "parameters")
            .Select(operation => Line(
                (string)operation.Value!["operationId"]!, operation.Key.ToUpperInvariant(), path.Key,
                Parameters(path.Value!["parameters"]).Concat(Parameters(operation.Value!["parameters"])),
                operation.Value!["responses"]!.AsObject().Select(response => response.Key))));
        var coded = server.Host.Routes.All.Select(route => Line(
            route.Name, route.Method, route.Pattern,
            Regex.Matches(route.Pattern, @"\{(\w+)\}").Select(match => $"path {match.Groups[1].Value}")
                .Concat(route.Query.Select(name => $"query {name}"))
                .Concat(route.Headers.Select(name => $"header {name}")),
            route.Answers.Append(500).Select(status => $"{status}")));

        Assert.Equal(coded.Order(), described.Order());
    }

    [Fact]
    public async Task The_server_has_the_methods_of_the_description_at_every_address()
    {
        foreach (var (path, item) in Document["paths"]!.AsObject())
        {
            var methods = item!.AsObject().Select(operation => operation.Key.ToUpperInvariant()).Where(method => method != "PARAMETERS").ToList();
            // A GET without its body needs no description of its own; the stream has none.
            if (methods.Contains("GET") && !path.EndsWith("/events", StringComparison.Ordinal)) methods.Add("HEAD");
            var answer = await server.Client.SendAsync(ApiClient.Request(HttpMethod.Options, Regex.Replace(path, @"\{\w+\}", "x"), null));
            Assert.Equal(string.Join(", ", methods.Order()), answer.Header("Allow"));
        }
    }

    [Fact]
    public async Task The_served_description_is_the_written_one()
    {
        var served = await server.Client.GetAsync("/openapi.json");

        Assert.Equal("application/json", served.Header("Content-Type"));
        Assert.True(JsonNode.DeepEquals(Document, JsonNode.Parse(served.Text)));
    }

    [Fact]
    public void Scalars_become_what_yaml_says_they_are()
    {
        Assert.Equal("3.1.0", (string)Document["openapi"]!);
        Assert.Equal("1.0.0", (string)Document["info"]!["version"]!);
        var limit = Document["paths"]!["/audits"]!["get"]!["parameters"]![3]!["schema"]!;
        Assert.Equal(20, (int)limit["default"]!);
        Assert.Equal("1.0", (string)Document["paths"]!["/catalog"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["examples"]!["one"]!["value"]!["audits"]![0]!["version"]!);
        Assert.True((bool)Document["components"]!["parameters"]!["Id"]!["required"]!);
    }

    [Fact]
    public void Every_error_is_described()
    {
        var text = Document.ToJsonString();
        // These belong to no operation.
        var elsewhere = new[] { "route-unknown", "method-not-allowed" };

        var codes = ProblemTypes.All.Select(type => type.Code).Except(elsewhere);
        Assert.All(codes, code => Assert.Contains($"\\u0060{code}\\u0060", text));
    }

    [Fact]
    public void Examples_of_errors_are_as_the_code_makes_them()
    {
        var examples = Nodes(Document).OfType<JsonObject>().Where(node => node["code"] is JsonValue && node["type"] is JsonValue).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, example =>
        {
            var type = ProblemTypes.Of((string)example["code"]!);
            Assert.Equal((type.Uri, type.Title, type.Status), ((string)example["type"]!, (string)example["title"]!, (int)example["status"]!));
        });
    }

    [Fact]
    public async Task The_properties_of_an_audit_are_the_described_ones()
    {
        var audit = (await server.Client.PostAsync("/audits", ApiClient.Files(("a.ts", "f()\n")))).Json;

        Assert.Equal(
            Document["components"]!["schemas"]!["Audit"]!["required"]!.AsArray().Select(name => (string)name!),
            audit.EnumerateObject().Select(property => property.Name));
    }

    private static string Line(string id, string method, string path, IEnumerable<string> parameters, IEnumerable<string> answers) =>
        $"{id}: {method} {path} ({string.Join(", ", parameters.Order(StringComparer.Ordinal))}) {string.Join(' ', answers.Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> Parameters(JsonNode? parameters) => (parameters?.AsArray() ?? []).Select(parameter =>
    {
        var resolved = parameter!["$ref"] is { } reference ? Document["components"]!["parameters"]![((string)reference!).Split('/')[^1]]! : parameter;
        return $"{resolved["in"]} {resolved["name"]}";
    });

    private static IEnumerable<JsonNode> Nodes(JsonNode node) => node switch
    {
        JsonObject value => value.Where(pair => pair.Value is not null).SelectMany(pair => Nodes(pair.Value!)).Prepend(node),
        JsonArray value => value.OfType<JsonNode>().SelectMany(Nodes).Prepend(node),
        _ => [node],
    };
}
