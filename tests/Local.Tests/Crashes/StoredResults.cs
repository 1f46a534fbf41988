using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace Claudit.Crashes;

/// <summary>
/// The results of activities that a data folder holds, seen from outside: the events in the histories of unfinished audits, and the files
/// that the activities wrote which are completed there. Every write puts a new version into a file's first line, so that a file that is
/// the same was not written again.
/// </summary>
internal sealed class StoredResults(string objects)
{
    private const int HeaderLength = 34;

    private readonly Dictionary<string, string> _hashes = new(StringComparer.Ordinal);

    /// <summary>The files that must not be written again.</summary>
    public IReadOnlyCollection<string> Paths => _hashes.Keys;

    /// <summary>Which activities were seen completed, once for each time.</summary>
    public List<string> Activities { get; } = [];

    /// <summary>Looks while no server runs: what was there before is the same or gone, and what is new is noted.</summary>
    public void Look()
    {
        foreach (var (path, hash) in _hashes)
            if (File.Exists(path))
                Assert.Equal(hash, HashOf(path));

        var histories = Path.Combine(objects, "history", "local");
        if (!Directory.Exists(histories)) return;
        foreach (var history in Directory.EnumerateDirectories(histories)) Look(history);
    }

    private void Look(string history)
    {
        var audit = Path.GetFileName(history);
        string[] sections = [];
        var shards = 0;
        foreach (var file in Directory.EnumerateFiles(history).Order(StringComparer.Ordinal))
        {
            var told = JsonElement.Parse(File.ReadAllBytes(file).AsSpan(HeaderLength));
            if (told.GetProperty("kind").GetString() != "Completed") continue;
            var activity = told.GetProperty("name").GetString()!;
            if (activity == "plan")
            {
                shards = told.GetProperty("result").GetProperty("shards").GetArrayLength();
                sections = [.. told.GetProperty("result").GetProperty("sections").EnumerateArray().Select(section => section.GetString()!)];
            }

            // A history without its plan is being deleted, from its first event on: what it tells has been seen, or is gone with it.
            if (sections.Length == 0) continue;
            if (!_hashes.TryAdd(file, HashOf(file))) continue;
            Activities.Add(activity);
            // Calls are numbered in the order of calling: the plan, each shard, each section, and what ends the audit.
            var call = told.GetProperty("call").GetInt32();
            foreach (var result in ResultsOf(activity, call, audit, shards, sections)) _hashes.Add(result, HashOf(result));
        }
    }

    private IEnumerable<string> ResultsOf(string activity, int call, string audit, int shards, string[] sections)
    {
        var work = Path.Combine(objects, "work", "local", audit);
        return activity switch
        {
            "analyze" => [Path.Combine(work, "facts", $"{call - 2:D5}~")],
            "audit-section" => [Path.Combine(work, "sections", sections[call - 2 - shards] + "~")],
            "merge" => [Path.Combine(objects, "audits", "local", audit, "report~")],
            "meter" => Directory.EnumerateFiles(Path.Combine(objects, "usage", "local"), audit + "~", SearchOption.AllDirectories),
            _ => [],
        };
    }

    // What the end of an audit has deleted must not come back.
    private static string HashOf(string path) => File.Exists(path) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))) : "deleted";
}
