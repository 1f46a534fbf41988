using System.Text.Json;
using Claudit.Api;

namespace Claudit.Crashes;

/// <summary>What crashes may cost, and must not.</summary>
internal enum LossKind
{
    /// <summary>An audit that was taken has not completed, or its report is not that of an undisturbed run.</summary>
    Lost,

    /// <summary>A report or a stream has a finding twice, or one request has started two audits.</summary>
    Doubled,

    /// <summary>The ids of a stream do not rise by one, or what was resumed is not what a new client reads.</summary>
    Misnumbered,

    /// <summary>The usage of an audit is not recorded exactly once.</summary>
    Miscounted,

    /// <summary>Submitted code is still there after the end.</summary>
    Kept,
}

/// <param name="What">The submission's name, or the file.</param>
internal sealed record Loss(LossKind Kind, string What)
{
    private const string Completed = """{"state":"completed"}""";

    /// <summary>Looks at a data folder whose audits have all ended, through a server over it and then at its files.</summary>
    /// <param name="undisturbed">The reports that must have come out, by the submission's name.</param>
    public static async Task<List<Loss>> FindAsync(string data, IReadOnlyCollection<Followed> audits, IReadOnlyDictionary<string, string> undisturbed)
    {
        var losses = new List<Loss>();
        using (var server = ServerProcess.Start(data))
        {
            using var client = PatientClient.Of((await server.Address)!);
            foreach (var audit in audits) losses.AddRange(await OfAsync(client, audit, undisturbed));
            var listed = await client.ListAsync();
            if (!listed.Order().SequenceEqual(audits.Select(audit => audit.Id).Order())) losses.Add(new Loss(LossKind.Doubled, $"{listed.Count} audits are listed"));
            await server.KillAsync(CancellationToken.None);
        }

        var counted = Counted(Path.Combine(data, "objects"));
        losses.AddRange(audits.Where(audit => counted[audit.Id].Count() != 1).Select(audit => new Loss(LossKind.Miscounted, audit.Submission.Name)));
        losses.AddRange(Traces.Of([.. audits.Select(audit => audit.Submission.Canary)], data).Select(file => new Loss(LossKind.Kept, file)));
        return losses;
    }

    private static async Task<IEnumerable<Loss>> OfAsync(PatientClient client, Followed audit, IReadOnlyDictionary<string, string> undisturbed)
    {
        var name = audit.Submission.Name;
        if (audit.Events[^1].Data != Completed)
            return [new Loss(LossKind.Lost, string.Join(' ', [name, audit.Events[^1].Data, .. audit.Events.Where(entry => entry.Type == "error").Select(entry => entry.Data)]))];
        var losses = new List<Loss>();
        var report = await client.ReportAsync(audit.Id);
        if (Difference(ReportText.WithoutIdsAndTimes(report), undisturbed[name]) is { } difference) losses.Add(new Loss(LossKind.Lost, $"{name}: {difference}"));
        var reported = JsonElement.Parse(report).GetProperty("sections").EnumerateArray().SelectMany(section => section.GetProperty("findings").EnumerateArray());
        var streamed = audit.Events.Where(entry => entry.Type == "finding").Select(entry => JsonElement.Parse(entry.Data));
        if (!AreDistinct(reported) || !AreDistinct(streamed) || await client.StartAsync(audit.Submission) != audit.Id) losses.Add(new Loss(LossKind.Doubled, name));
        if (!HasEvery(audit.Events) || !audit.Events.SequenceEqual(await client.FollowAsync(audit.Id))) losses.Add(new Loss(LossKind.Misnumbered, name));
        return losses;
    }

    /// <summary>Where two reports differ first; null where they are the same.</summary>
    private static string? Difference(string report, string undisturbed)
    {
        const int Near = 200;
        if (report == undisturbed) return null;
        var from = Math.Max(0, report.AsSpan().CommonPrefixLength(undisturbed) - Near);
        return $"its report has '{Part(report)}', and undisturbed '{Part(undisturbed)}'";

        string Part(string text) => text[Math.Min(from, text.Length)..Math.Min(from + 2 * Near, text.Length)];
    }

    private static bool AreDistinct(IEnumerable<JsonElement> findings)
    {
        var fingerprints = findings.Select(finding => finding.GetProperty("fingerprint").GetString()).ToList();
        return fingerprints.Distinct().Count() == fingerprints.Count;
    }

    private static bool HasEvery(List<StreamEvent> events) =>
        events.Select(entry => entry.Id).SequenceEqual(Enumerable.Range(1, events.Count).Select(number => $"{number}"));

    /// <summary>The files that count usage, by the audit's id.</summary>
    private static ILookup<string, string> Counted(string objects) =>
        new[] { "usage", "usage-pending" }
            .Select(folder => Path.Combine(objects, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .ToLookup(file => Path.GetFileName(file).TrimEnd('~'));
}
