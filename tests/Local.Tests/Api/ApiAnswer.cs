using System.Text;
using System.Text.Json;
using Xunit;

namespace Claudit.Api;

/// <summary>An answer, read to its end.</summary>
internal sealed record ApiAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public string Id => Json.GetProperty("id").GetString()!;

    public string State => Json.GetProperty("state").GetString()!;

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Checks that it is this error, and gives its detail.</summary>
    public string Problem(int status, string code)
    {
        Assert.Equal((status, code), (Status, Status >= 400 ? Json.GetProperty("code").GetString() : Text));
        return Json.GetProperty("detail").GetString()!;
    }

    /// <summary>The message at one place of an error.</summary>
    public string Error(string pointer) => Json.GetProperty("errors").GetProperty(pointer).GetString()!;
}
