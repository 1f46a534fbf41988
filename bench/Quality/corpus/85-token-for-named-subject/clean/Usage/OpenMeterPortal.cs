using System.Net.Http.Json;

namespace Lumen.Console.Usage;

public sealed record PortalToken(string Token, DateTimeOffset ExpiresAt);

public sealed class OpenMeterPortal(HttpClient http)
{
    /// <summary>The meters that are on the invoice.</summary>
    private static readonly string[] Meters = ["gpu_seconds", "storage_byte_hours", "egress_bytes"];

    /// <summary>A token with which the browser may query the meters of one subject until it expires.</summary>
    public async Task<PortalToken> CreateTokenAsync(string subject, CancellationToken cancel)
    {
        var question = new { subject, allowedMeterSlugs = Meters };
        using var response = await http.PostAsJsonAsync("api/v1/portal/tokens", question, cancel);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<PortalToken>(cancel)
            ?? throw new HttpRequestException("OpenMeter answered without a token.");
    }
}
