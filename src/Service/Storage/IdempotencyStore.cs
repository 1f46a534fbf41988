using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Claudit.Storage;

/// <summary>
/// What became of requests that brought an idempotency key. A request first claims its key, so that of two at once one is admitted;
/// what it started is remembered for <paramref name="window"/>. Refusing a request is giving the claim back.
/// </summary>
/// <param name="lease">How long a claim holds that is neither answered nor given back, as when its process has died.</param>
public sealed class IdempotencyStore(IObjectStore objects, TimeProvider time, TimeSpan window, TimeSpan lease)
{
    /// <summary>What the key has started; null when nothing is remembered.</summary>
    public async Task<Answer?> FindAsync(string tenant, string key, CancellationToken cancel)
    {
        var answer = await objects.ReadAsync(Name("idempotency", tenant, key), StorageJson.Default.Answer, cancel);
        return answer is not null && answer.At + window > time.GetUtcNow() ? answer : null;
    }

    /// <summary>False while another request holds the key.</summary>
    public Task<bool> ClaimAsync(string tenant, string key, CancellationToken cancel) => ClaimAsync(Name("admitting", tenant, key), cancel);

    public Task RememberAsync(string tenant, string key, string audit, string requestHash, CancellationToken cancel)
    {
        var answer = new Answer(audit, requestHash, time.GetUtcNow());
        return objects.WriteAsync(Name("idempotency", tenant, key), answer, StorageJson.Default.Answer, WriteCondition.None, cancel);
    }

    public Task ReleaseAsync(string tenant, string key, CancellationToken cancel) =>
        objects.DeleteAsync(Name("admitting", tenant, key), cancel);

    /// <summary>For a host of one process, when it starts: no claim can still be held.</summary>
    public Task ReleaseAllAsync(CancellationToken cancel) => objects.DeleteAllAsync("admitting", cancel);

    /// <summary>Deletes what is no longer remembered, claims that were abandoned, and what cannot be read.</summary>
    public async Task SweepAsync(CancellationToken cancel)
    {
        // Who has taken a claim over can delete it: nobody else can take it meanwhile.
        await foreach (var name in objects.ListAsync("admitting/", null, cancel))
            if (await ClaimAsync(name, cancel))
                await objects.DeleteAsync(name, cancel);
        await foreach (var name in objects.ListAsync("idempotency/", null, cancel))
            if (await IsForgottenAsync(name, cancel))
                await objects.DeleteAsync(name, cancel);
    }

    private async Task<bool> ClaimAsync(string name, CancellationToken cancel)
    {
        var claim = new Claim(time.GetUtcNow());
        if (await objects.WriteAsync(name, claim, StorageJson.Default.Claim, WriteCondition.IfAbsent, cancel) is not null) return true;
        if (await objects.GetAsync(name, cancel) is not { } held) return false;
        var age = time.GetUtcNow() - JsonSerializer.Deserialize(held.Content.Span, StorageJson.Default.Claim)!.At;
        return age > lease &&
            await objects.WriteAsync(name, claim, StorageJson.Default.Claim, WriteCondition.IfVersion(held.Version), cancel) is not null;
    }

    private async Task<bool> IsForgottenAsync(string name, CancellationToken cancel)
    {
        try
        {
            return await objects.ReadAsync(name, StorageJson.Default.Answer, cancel) is { } answer && answer.At + window <= time.GetUtcNow();
        }
        catch (DamagedObjectException)
        {
            return true;
        }
    }

    // The key is the caller's text: its hash is a name that every store can keep.
    private static string Name(string folder, string tenant, string key) =>
        $"{folder}/{tenant}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}";

    /// <param name="Audit">Id of the audit that was started.</param>
    /// <param name="RequestHash">Equal for equal requests.</param>
    public sealed record Answer(string Audit, string RequestHash, DateTimeOffset At);

    internal sealed record Claim(DateTimeOffset At);
}
