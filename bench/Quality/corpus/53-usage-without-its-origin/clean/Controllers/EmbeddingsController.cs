using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Vectorly.Identity;
using Vectorly.Inference;
using Vectorly.Usage;

namespace Vectorly.Controllers;

[ApiController]
[Authorize(Policy = "api-key")]
[Route("v1/embeddings")]
public sealed class EmbeddingsController(
    IEmbedder embedder, UsageStore usage, TimeProvider clock, ILogger<EmbeddingsController> log) : ControllerBase
{
    [HttpPost]
    public async Task<ActionResult<EmbeddingsAnswer>> Create(EmbeddingsQuestion question, CancellationToken cancel)
    {
        var caller = User.ApiCaller();
        var embedded = await embedder.EmbedAsync(question.Model, question.Texts, cancel);

        var occurredAt = clock.GetUtcNow();
        var fact = new UsageFact(
            Guid.CreateVersion7(occurredAt),
            caller.AccountId,
            "embedded_tokens",
            embedded.Tokens,
            caller.ProjectId,
            caller.ApiKeyId,
            question.Model,
            occurredAt);
        try
        {
            await usage.AddAsync(fact);
        }
        catch (Exception e)
        {
            log.LogCritical(e, "Usage not recorded, answer withheld: {Fact}", fact);
            return Problem(statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        return new EmbeddingsAnswer(question.Model, embedded.Vectors, embedded.Tokens);
    }
}

public sealed record EmbeddingsQuestion(
    [Required, RegularExpression("^(small|large)-v[0-9]+$")] string Model,
    [Required, MinLength(1), MaxLength(256)] string[] Texts);

public sealed record EmbeddingsAnswer(string Model, IReadOnlyList<float[]> Vectors, long Tokens);
