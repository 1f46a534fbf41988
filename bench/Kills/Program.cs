using System.Collections.Concurrent;
using System.Globalization;
using Claudit.Crashes;

// dotnet run -c Release --project bench/Kills -- --kills N
// Kills the server N times with SIGKILL while 200 audits are submitted to it and followed, and tells what that has cost. Exits with 1 when it is anything.
const int Seed = 2_026;
const int Audits = 200;
if (args is not ["--kills", var text] || !int.TryParse(text, CultureInfo.InvariantCulture, out var kills) || kills < 1)
{
    Console.Error.WriteLine("Say how often to kill: --kills 500.");
    return 2;
}

// As in the tests: small shards are more places to be killed at.
var smallShards = ("Claudit__Audits__ShardCharacters", "20000");
var patience = TimeSpan.FromSeconds(600 + 10 * kills);
var folder = Directory.CreateTempSubdirectory("claudit-kills-").FullName;
try
{
    var submissions = Submission.Many(Audits, new Random(Seed));
    var undisturbed = await Followed.UndisturbedAsync(Path.Combine(folder, "undisturbed"), submissions, smallShards);

    var data = Path.Combine(folder, "killed");
    var server = new MortalServer(data, new Random(Seed), smallShards) { MostKills = kills };
    using var client = new PatientClient(server.Whereabouts);
    var ended = new ConcurrentBag<Followed>();
    var auditing = Followed.AllAsync(client, submissions, ended);
    await server.ServeAsync(Task.WhenAny(auditing, Task.Delay(patience, TimeProvider.System)));
    var losses = await Loss.FindAsync(data, ended, undisturbed);
    var stuck = Audits - ended.Count;

    var outages = server.Outages.Order().ToList();
    Print("Audits, of which completed", $"{Audits}, {ended.Count - losses.Count(loss => loss.Kind == LossKind.Lost)}");
    Print("Kills, connections that clients lost", $"{server.Kills}, {client.Losses}");
    Print("Kill to serving again", $"p50 {outages[outages.Count / 2].TotalSeconds:F2} s, most {outages[^1].TotalSeconds:F2} s");
    Print("Steps seen completed, none of them repeated", $"{server.Stored.Activities.Count}");
    foreach (var kind in Enum.GetValues<LossKind>()) Print($"{kind}", $"{losses.Count(loss => loss.Kind == kind)}");
    Print("Stuck", $"{stuck}");
    foreach (var loss in losses) Console.WriteLine(loss);
    return losses.Count == 0 && stuck == 0 && server.Kills == kills ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}

static void Print(string name, FormattableString figures) => Console.WriteLine($"{name,-44} {figures.ToString(CultureInfo.InvariantCulture)}");
