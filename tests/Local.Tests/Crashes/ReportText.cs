using System.Text.Json;

namespace Claudit.Crashes;

/// <summary>A report in JSON without what no two audits share.</summary>
internal static class ReportText
{
    private static readonly string[] Own = ["id", "createdAt", "completedAt"];

    /// <summary>The same text, byte for byte, but for its id and its times.</summary>
    public static string WithoutIdsAndTimes(string json)
    {
        var report = JsonElement.Parse(json);
        foreach (var name in Own) json = json.Replace(report.GetProperty(name).GetRawText(), $"\"the {name}\"", StringComparison.Ordinal);
        return json;
    }
}
