using System.Text;

namespace Claudit.Bench.Fuzz.Running;

/// <summary>An input that showed a fault.</summary>
/// <param name="Reason">In one line.</param>
/// <param name="Trace">Where it was noticed; empty where no exception tells.</param>
internal sealed record FuzzFailure(string Target, int Seed, long Index, byte[] Input, string Reason, string Trace)
{
    /// <summary>Writes the input and, beside it, what it does.</summary>
    /// <returns>The file's path.</returns>
    public string Save(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{Target}-{Seed}-{Index}");
        File.WriteAllBytes(path, Input);
        File.WriteAllText(path + ".txt", $"--seed {Seed} --replay {Target}:{Index}\n{Reason}\n{Trace}\n", Encoding.UTF8);
        return path;
    }
}
