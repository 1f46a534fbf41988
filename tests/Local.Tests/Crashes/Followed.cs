using System.Collections.Concurrent;
using Claudit.Api;

namespace Claudit.Crashes;

/// <summary>An audit that was followed to its end.</summary>
/// <param name="Events">As the stream gave them, resumed where it broke off.</param>
internal sealed record Followed(Submission Submission, string Id, List<StreamEvent> Events)
{
    private const int AtOnce = 5;

    /// <summary>Audits all submissions, five at a time, so that audits also begin while others end.</summary>
    /// <param name="ended">Gets each as it ends.</param>
    public static async Task AllAsync(PatientClient client, IEnumerable<Submission> submissions, ConcurrentBag<Followed> ended)
    {
        using var room = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(submissions.Select(async submission =>
        {
            await room.WaitAsync();
            try
            {
                var id = await client.StartAsync(submission);
                ended.Add(new Followed(submission, id, await client.FollowAsync(id)));
            }
            finally
            {
                room.Release();
            }
        }));
    }

    /// <summary>The reports of a server that nobody kills, by the submission's name.</summary>
    public static async Task<Dictionary<string, string>> UndisturbedAsync(
        string data, IEnumerable<Submission> submissions, params (string Name, string Value)[] environment)
    {
        using var server = ServerProcess.Start(data, environment);
        using var client = PatientClient.Of((await server.Address)!);
        var ended = new ConcurrentBag<Followed>();
        await AllAsync(client, submissions, ended);
        var reports = new Dictionary<string, string>();
        foreach (var (submission, id, _) in ended) reports[submission.Name] = ReportText.WithoutIdsAndTimes(await client.ReportAsync(id));
        return reports;
    }
}
