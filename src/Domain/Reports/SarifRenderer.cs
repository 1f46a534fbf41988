using System.Globalization;
using System.Text.Json.Nodes;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>The findings as SARIF 2.1.0, in the form that GitHub code scanning reads.</summary>
public static class SarifRenderer
{
    /// <summary>Absent rules in <paramref name="rules"/> are described by the first of their findings.</summary>
    public static string Render(Report report, IReadOnlyDictionary<string, RuleDescription> rules)
    {
        var findings = report.Findings.ToList();
        var used = findings.GroupBy(finding => finding.Rule).OrderBy(rule => rule.Key, StringComparer.Ordinal).ToList();
        var index = used.Index().ToDictionary(rule => rule.Item.Key, rule => rule.Index, StringComparer.Ordinal);
        var descriptors = used.Select(rule => SarifRule.Descriptor([.. rule], rules.GetValueOrDefault(rule.Key), report.Audit.Id));
        return ReportJson.Indented(new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject
            {
                ["tool"] = new JsonObject { ["driver"] = Driver(report.Auditor, descriptors) },
                // What is before the last slash is the category by which code scanning tells one kind of audit from another.
                ["automationDetails"] = new JsonObject { ["id"] = $"claudit/{report.Audit.Id}/" },
                ["columnKind"] = "utf16CodeUnits",
                ["invocations"] = new JsonArray(Invocation(report)),
                ["results"] = Array(findings.Select(finding => Result(finding, index[finding.Rule]))),
                ["properties"] = Properties(report),
            }),
        });
    }

    private static JsonObject Driver(ReportAuditor auditor, IEnumerable<JsonObject> rules) => new()
    {
        ["name"] = "Claudit",
        ["organization"] = "Claudit",
        ["informationUri"] = "https://claudit.dev",
        ["version"] = auditor.Version,
        ["semanticVersion"] = auditor.Version,
        ["rules"] = Array(rules),
    };

    private static JsonObject Result(Finding finding, int rule)
    {
        var result = new JsonObject
        {
            ["ruleId"] = finding.Rule,
            ["ruleIndex"] = rule,
            ["level"] = SarifRule.Level(finding.Severity),
            ["message"] = Message($"{finding.Title.TrimEnd('.')}.\n\n{finding.Description}\n\nRemediation: {finding.Remediation}"),
            ["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = Evidence(finding) }),
            ["partialFingerprints"] = new JsonObject { ["primaryLocationLineHash"] = finding.Fingerprint },
            ["properties"] = new JsonObject
            {
                ["id"] = finding.Id,
                ["section"] = finding.Section,
                ["check"] = finding.Check,
                ["severity"] = finding.Severity.ToString(),
                ["confidence"] = ReportWording.Label(finding.Confidence),
                ["classification"] = ReportWording.Label(finding.Classification),
                ["origin"] = finding.Origin == Origin.Model ? "model" : "embedded",
                ["fix"] = finding.Fix,
            },
        };
        if (finding.Locations.Length > 1) result["relatedLocations"] = Array(finding.Locations.Skip(1).Select(Related));
        return result;
    }

    private static JsonObject Evidence(Finding finding)
    {
        var place = finding.Locations[0];
        var lastLine = finding.Evidence.Length - (finding.Evidence.LastIndexOf('\n') + 1);
        return new JsonObject
        {
            ["artifactLocation"] = Artifact(place.Path),
            ["region"] = new JsonObject
            {
                ["startLine"] = place.StartLine,
                ["startColumn"] = 1,
                ["endLine"] = place.EndLine,
                ["endColumn"] = lastLine + 1,
                ["snippet"] = new JsonObject { ["text"] = finding.Evidence },
            },
        };
    }

    private static JsonObject Related(Location location, int index) => new()
    {
        ["id"] = index + 1,
        ["message"] = new JsonObject { ["text"] = "See also." },
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = Artifact(location.Path),
            ["region"] = new JsonObject { ["startLine"] = location.StartLine, ["endLine"] = location.EndLine },
        },
    };

    private static JsonObject Invocation(Report report) => new()
    {
        ["executionSuccessful"] = report.Complete,
        ["startTimeUtc"] = Time(report.CreatedAt),
        ["endTimeUtc"] = Time(report.CompletedAt),
        ["toolExecutionNotifications"] = Array(
        [
            .. report.Sections
                .Where(section => section.Status is SectionStatus.Partial or SectionStatus.Failed)
                .Select(section => Notification("section-not-audited", "error", $"{section.Title}: {ReportWording.Status(section)}", null)),
            .. report.Submission.Unread.IsEmpty ? (JsonObject[])[] : [Notification("language-not-read", "warning", ReportWording.Unread(report.Submission), null)],
            .. report.Submission.Skipped.Select(file => Notification(
                "file-skipped", "note", $"Not audited: {file.Reason}.", new Location(file.Path, 0, 0))),
            .. report.Submission.Masked.Select(secret => Notification(
                "secret-masked", "warning", $"A secret ({secret.Kind}) was masked.", new Location(secret.Path, secret.Line, secret.Line))),
            .. report.Submission.Notes.Select(note => Notification("file-note", "note", note.Message, new Location(note.Path, 0, 0))),
        ]),
    };

    /// <param name="place">Null for the whole submission; with line 0 for a whole file.</param>
    private static JsonObject Notification(string code, string level, string message, Location? place)
    {
        var notification = new JsonObject
        {
            ["descriptor"] = new JsonObject { ["id"] = code },
            ["level"] = level,
            ["message"] = Message(message),
        };
        if (place is null) return notification;
        var physical = new JsonObject { ["artifactLocation"] = Artifact(place.Path) };
        if (place.StartLine > 0) physical["region"] = new JsonObject { ["startLine"] = place.StartLine };
        notification["locations"] = new JsonArray(new JsonObject { ["physicalLocation"] = physical });
        return notification;
    }

    private static JsonObject Properties(Report report) => new()
    {
        ["auditId"] = report.Id,
        ["auditVersion"] = report.Audit.Version,
        ["score"] = report.Score.Composite,
        ["dimensionsAssessed"] = report.Score.Assessed,
        ["dimensions"] = report.Score.Of,
    };

    private static JsonObject Artifact(string path) => new()
    {
        ["uri"] = string.Join('/', path.Split('/').Select(Uri.EscapeDataString)),
        ["uriBaseId"] = "%SRCROOT%",
    };

    // A bracketed text with a bracketed address behind it would be a link.
    private static JsonObject Message(string text) => new() { ["text"] = text.Replace("](", "\\](", StringComparison.Ordinal) };

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static JsonArray Array(IEnumerable<JsonObject> items) => new([.. items]);
}
