using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>The header that makes sending a request again harmless.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    private const int Longest = 255;

    /// <param name="key">Null when none was sent.</param>
    /// <returns>What is wrong with the header; null when nothing is.</returns>
    public static ProblemAnswer? Read(HttpRequest request, out string? key)
    {
        var sent = request.Headers[Header];
        key = sent.Count == 1 ? sent[0] : null;
        if (sent.Count == 0 || key is { Length: > 0 and <= Longest } && key.All(c => c is >= ' ' and <= '~')) return null;
        return ProblemAnswer.Of([new(
            ProblemTypes.IdempotencyKeyMalformed.Code,
            Header,
            $"Send one {Header} of 1 to {Longest} printable ASCII characters, such as a UUID.")]);
    }
}
