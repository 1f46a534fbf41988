using System.Text.Json;
using Assistant.Billing;
using Assistant.Models;

namespace Assistant.Endpoints;

public static class ChatEndpoint
{
    public static void MapChat(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/v1/chat", StreamAsync).RequireAuthorization("api-key");

    private static async Task StreamAsync(
        ChatRequest request, HttpContext http, IModelClient model, UsageLedger ledger, TimeProvider clock)
    {
        var account = http.User.AccountId();
        var turn = Guid.CreateVersion7(clock.GetUtcNow());
        var tokens = 0L;
        http.Response.ContentType = "text/event-stream";

        try
        {
            await foreach (var piece in model.StreamAsync(request, http.RequestAborted))
            {
                tokens += piece.Tokens;
                await http.Response.WriteAsync($"data: {JsonSerializer.Serialize(piece)}\n\n", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        finally
        {
            if (tokens > 0)
            {
                await ledger.AddAsync(turn, account, request.Model, tokens, clock.GetUtcNow(), CancellationToken.None);
            }
        }
    }
}
