using System.ComponentModel.DataAnnotations;
using Lingo.Identity;
using Lingo.Quota;
using Lingo.Translation;
using Lingo.Usage;

namespace Lingo.Endpoints;

public static class TranslateEndpoints
{
    public static void MapTranslate(this IEndpointRouteBuilder routes)
    {
        var translate = routes.MapGroup("/v1/translate").RequireAuthorization("api-key").WithTags("Translation");

        translate.MapGet("/languages", (ITranslator translator) => translator.Languages);
        translate.MapPost("/", TranslateAsync).AddEndpointFilter<QuotaFilter>();
        translate.MapPost("/batch", TranslateBatchAsync).AddEndpointFilter<QuotaFilter>();
    }

    private static async Task<TranslateResponse> TranslateAsync(
        TranslateRequest request, HttpContext http, ITranslator translator, UsageLedger ledger)
    {
        var text = await translator.TranslateAsync(request.Text, request.Target, http.RequestAborted);
        await ledger.RecordAsync(http.User.AccountId(), http.User.ApiKeyId(), "characters", request.Units, request.Target);
        return new TranslateResponse(text);
    }

    private static async Task<TranslateBatchResponse> TranslateBatchAsync(
        TranslateBatchRequest request, HttpContext http, ITranslator translator, UsageLedger ledger)
    {
        var texts = await translator.TranslateAsync(request.Texts, request.Target, http.RequestAborted);
        await ledger.RecordAsync(http.User.AccountId(), http.User.ApiKeyId(), "characters", request.Units, request.Target);
        return new TranslateBatchResponse(texts);
    }
}

public sealed record TranslateRequest([property: MaxLength(50_000)] string Text, string Target) : IMetered
{
    public long Units => Text.Length;
}

public sealed record TranslateBatchRequest([property: MaxLength(200)] string[] Texts, string Target) : IMetered
{
    public long Units => Texts.Sum(text => (long)text.Length);
}

public sealed record TranslateResponse(string Text);

public sealed record TranslateBatchResponse(IReadOnlyList<string> Texts);
