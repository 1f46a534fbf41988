using Xunit;

namespace Claudit.Api;

public sealed class Idempotency(Server server) : IClassFixture<Server>
{
    [Fact]
    public async Task The_same_request_again_gives_the_same_audit()
    {
        var first = await PostAsync("key one", "f()\n");
        var second = await PostAsync("key one", "f()\n");

        Assert.Equal((202, 202), (first.Status, second.Status));
        Assert.Equal(first.Id, second.Id);
        Assert.Equal((null, "true"), (first.Header("Idempotent-Replayed"), second.Header("Idempotent-Replayed")));
        Assert.NotEqual(first.Id, (await PostAsync("key two", "f()\n")).Id);
    }

    [Fact]
    public async Task Another_request_under_the_key_is_refused()
    {
        await PostAsync("reused", "f()\n");

        Assert.Equal("This key came with another request before: send a new key with a new request.", (await PostAsync("reused", "g()\n")).Problem(422, "idempotency-key-reused"));
        (await server.Client.PostAsync(
            "/audits?audit=metered-billing&path=a.ts&minSeverity=High", ApiClient.Content("text/plain", "f()\n"u8.ToArray()), ("Idempotency-Key", "reused")))
            .Problem(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_refused_request_is_not_remembered()
    {
        (await server.Client.PostAsync("/audits", ApiClient.Files(), ("Idempotency-Key", "second chance"))).Problem(422, "nothing-auditable");

        var answer = await PostAsync("second chance", "f()\n");
        Assert.Equal((202, null), (answer.Status, answer.Header("Idempotent-Replayed")));
    }

    [Fact]
    public async Task Of_requests_at_once_one_starts_an_audit()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => PostAsync("at once", "f()\n")));

        Assert.All(answers, answer => Assert.True(answer.Status is 202 or 409));
        Assert.Single(answers.Where(answer => answer.Status == 202).Select(answer => answer.Id).Distinct());
        Assert.Single(answers, answer => answer.Status == 202 && answer.Header("Idempotent-Replayed") is null);
        Assert.All(answers.Where(answer => answer.Status == 409), answer =>
        {
            answer.Problem(409, "idempotency-key-in-flight");
            Assert.Equal("1", answer.Header("Retry-After"));
        });
    }

    [Fact]
    public async Task The_longest_key_is_taken() => Assert.Equal(202, (await PostAsync(new string('k', 255), "f()\n")).Status);

    private Task<ApiAnswer> PostAsync(string key, string code) =>
        server.Client.PostAsync("/audits", ApiClient.Files(("a.ts", code)), ("Idempotency-Key", key));
}
