using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>A JSON document with its length known, so that no host has to buffer or chunk it.</summary>
internal sealed class JsonAnswer(JsonNode document, int status = StatusCodes.Status200OK, string mediaType = "application/json") : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        var body = JsonSerializer.SerializeToUtf8Bytes(document, ApiJson.Default.JsonNode);
        response.StatusCode = status;
        response.ContentType = mediaType;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, httpContext.RequestAborted);
    }
}
