using System.Text;
using System.Text.Json;
using Claudit.Api;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Bench.Fuzz.Running;
using Microsoft.AspNetCore.Http;

namespace Claudit.Bench.Fuzz.Requests;

/// <summary>
/// Requests for an estimate, which read what is submitted as requests for an audit do and keep nothing. The first line of an input is the
/// content type, a space, and the query.
/// </summary>
internal abstract class RequestTarget : FuzzTarget
{
    private readonly MemoryApi _api = new();

    public override FuzzOutcome Take(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n') is >= 0 and var found ? found : input.Length;
        var head = Encoding.Latin1.GetString(input, 0, end).Split(" ?", 2);
        var context = new DefaultHttpContext();
        context.Request.Method = HttpMethods.Post;
        context.Request.Path = $"{ApiRoutes.Base}/estimates";
        context.Request.ContentType = head[0];
        context.Request.QueryString = head.Length > 1 ? new QueryString("?" + head[1]) : QueryString.Empty;
        context.Request.Body = new MemoryStream(input, Math.Min(input.Length, end + 1), input.Length - Math.Min(input.Length, end + 1), writable: false);
        context.TraceIdentifier = "fuzz";
        var answer = new MemoryStream();
        context.Response.Body = answer;
        AnswerAsync(context).GetAwaiter().GetResult();
        return Check(context.Response, answer.ToArray());
    }

    /// <summary>The first line is changed in one of eight: a request of no known type is read no further.</summary>
    protected static byte[] Mutate(byte[] request, Mutator mutator, Random random)
    {
        if (random.Next(8) == 0) return mutator.Mutate(request, random);
        var body = Array.IndexOf(request, (byte)'\n') + 1;
        return [.. request[..body], .. mutator.Mutate(request[body..], random)];
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var result = await _api.Routes["estimate"](context.Request, CancellationToken.None);
        await result.ExecuteAsync(context);
    }

    private FuzzOutcome Check(HttpResponse response, byte[] answer)
    {
        BrokenPromiseException.ThrowUnless(response.StatusCode != StatusCodes.Status500InternalServerError, $"The answer is 500: {_api.Log.Text}");
        BrokenPromiseException.ThrowUnless(response.StatusCode is 200 or 400 or 413 or 415 or 422, $"The answer is {response.StatusCode}.");
        BrokenPromiseException.ThrowUnless(response.ContentLength == answer.Length, "The answer has another length than it says.");
        using var document = JsonDocument.Parse(answer);
        if (response.StatusCode == StatusCodes.Status200OK) return new FuzzOutcome("accepted", () => Encoding.UTF8.GetString(answer));

        BrokenPromiseException.ThrowUnless(response.ContentType == "application/problem+json", "An error is no problem of RFC 9457.");
        BrokenPromiseException.ThrowUnless(answer.Length < 200_000, "An answer has no measure.");
        return new FuzzOutcome(document.RootElement.GetProperty("code").GetString()!, () => Encoding.UTF8.GetString(answer));
    }
}
