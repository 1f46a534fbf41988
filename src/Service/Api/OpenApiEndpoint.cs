using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

internal sealed class OpenApiEndpoint
{
    private readonly JsonAnswer _document = new(OpenApiDocument.Read());

    public Task<IResult> GetAsync(HttpRequest request, CancellationToken cancel) => Task.FromResult<IResult>(_document);
}
