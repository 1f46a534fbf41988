using System.Globalization;
using System.Net.Http.Headers;
using Claudit.Submissions;

namespace Claudit.Bench.Load;

/// <summary>
/// How much memory the server needs to take a submission in, whatever it is. What a process has resident tells how lazily garbage is
/// collected; so the heap is given a limit, and the least is sought within which the server still answers as it should.
/// </summary>
internal static class Intake
{
    private static readonly int[] Heaps = [8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 96, 128, 192, 256];

    public static async Task MeasureAsync()
    {
        var folder = Directory.CreateTempSubdirectory("claudit-intake-").FullName;
        foreach (var body in IntakeBody.All)
        {
            var file = Path.Combine(folder, "body");
            await using (var stream = File.Create(file)) body.Write(stream);
            var (least, resident) = (0, 0d);
            for (var (low, high) = (0, Heaps.Length - 1); low <= high;)
            {
                var middle = (low + high) / 2;
                if (await TryAsync(body, file, Heaps[middle]) is { } peak) (least, resident, high) = (Heaps[middle], peak, middle - 1);
                else low = middle + 1;
            }

            Figures.Print(body.Name, $"largest file {body.LargestFile / 1048576d:F2} MiB, {body.Expanded / 1048576d:F0} MiB in all: a heap of {least} MiB, {resident:F0} MiB resident at most");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>The most that the server had resident; null when its heap was too small.</summary>
    private static async Task<double?> TryAsync(IntakeBody body, string file, int mebibytes)
    {
        try
        {
            await using var server = await Server.StartAsync(
                ("DOTNET_GCHeapHardLimit", (mebibytes << 20).ToString("X", CultureInfo.InvariantCulture)), ("DOTNET_gcServer", "0"), ("Logging__LogLevel__Default", "None"),
                ("Claudit__Limits__RequestBytes", IntakeBody.LongestRequest.ToString(CultureInfo.InvariantCulture)),
                ("Claudit__Limits__FileBytes", Math.Max(body.Status == 202 ? body.LargestFile : 0, new SubmissionLimits().FileBytes).ToString(CultureInfo.InvariantCulture)));
            await using var stream = File.OpenRead(file);
            using var content = new StreamContent(stream) { Headers = { ContentType = MediaTypeHeaderValue.Parse(body.MediaType) } };
            using var answer = await server.Http.PostAsync(body.Path, content);
            return (int)answer.StatusCode == body.Status ? server.PeakMebibytes : null;
        }
        catch (Exception error) when (error is HttpRequestException or InvalidOperationException or IOException)
        {
            // It ran out of memory, at its start or later.
            return null;
        }
    }
}
