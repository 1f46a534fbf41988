using System.Collections.Immutable;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Submissions;

namespace Claudit.Reports;

/// <summary>An audit of ten sections, findings for it, and reports of both: what tests build on.</summary>
internal static class SampleAudit
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly ImmutableArray<string> Topics = ["ingestion", "deduplication", "aggregation", "limits", "transparency", "observability"];

    public static readonly AuditDefinition Definition = new()
    {
        Id = "metered-billing",
        Version = "1",
        Title = "Metered Billing",
        Summary = "Whether usage is counted once and charged right.",
        Category = "Billing",
        FindingPrefix = "MTR",
        Reviewer = new Reviewer("A reviewer.", "Review."),
        Severities =
        [
            new(Severity.Critical, "Usage is lost or counted twice."), new(Severity.High, "Billing disputes will follow."),
            new(Severity.Medium, "A gap that costs revenue."), new(Severity.Low, "A defensive improvement."),
        ],
        Sections =
        [
            new("summary", 1, "Executive Summary", SectionKind.ExecutiveSummary, "", []),
            new("legend", 2, "Severity Legend", SectionKind.SeverityLegend, "", []),
            Topic("ingestion", 3, "Event Ingestion Reliability"),
            Topic("deduplication", 4, "Deduplication & Idempotency"),
            Topic("aggregation", 5, "Aggregation Logic"),
            Topic("limits", 6, "Limits & Overage Handling"),
            Topic("transparency", 7, "Customer Transparency"),
            Topic("observability", 8, "Observability & Alerting"),
            new("actions", 9, "Prioritized Action List", SectionKind.ActionList, "", []),
            new("score", 10, "Overall Score", SectionKind.Score, "", []),
        ],
        Dimensions =
        [
            new("reliability", "Event Reliability", 3, ["ingestion"]),
            new("deduplication", "Deduplication", 3, ["deduplication"]),
            new("accuracy", "Aggregation Accuracy", 2, ["aggregation", "limits"]),
            new("transparency", "Customer Transparency", 1, ["transparency"]),
            new("observability", "Observability", 1, ["observability"]),
        ],
    };

    public static Finding Finding(
        string section = "ingestion",
        Severity severity = Severity.High,
        Confidence confidence = Confidence.Certain,
        Classification classification = Classification.Vulnerability,
        string? rule = null,
        string path = "src/usage.ts",
        int line = 10,
        int lines = 1,
        string evidence = "await meter.record(event);",
        string title = "The usage event is sent once and then forgotten") => new()
        {
            Rule = rule ?? $"{section}/sent-and-forgotten",
            Section = section,
            Check = $"{section}-first",
            Title = title,
            Severity = severity,
            Confidence = confidence,
            Classification = classification,
            Locations = [new Location(path, line, line + lines - 1)],
            Evidence = evidence,
            Description = "`meter.record` is awaited in the request path, and nothing repeats it when it fails.",
            Remediation = "Write the event to the outbox in the same transaction,\nand let the relay send it with `retry`.",
            Fingerprint = Fingerprint.Compute($"{rule}{section}{path}{line}", section, evidence, null, 0),
            Origin = Origin.Embedded,
        };

    /// <summary>A result whose two checks have the verdicts given; "fail" for the first where there are findings.</summary>
    public static SectionResult Result(string section, Verdict first, Verdict second, params ReadOnlySpan<Finding> findings) => new(
        section,
        SectionStatus.Audited,
        null,
        [
            new CheckResult($"{section}-first", "Is it retried on failure?", first, [new Location("src/relay.ts", 4, 9)], "It says `retry`."),
            new CheckResult($"{section}-second", "Is it persisted first?", second, [], "Nothing of the kind is shown."),
        ],
        [.. findings]);

    /// <summary>Six results, in each of which the first check fails for findings and passes without.</summary>
    public static ImmutableArray<SectionResult> Results(IEnumerable<Finding> findings)
    {
        var bySection = findings.ToLookup(finding => finding.Section);
        return
        [
            .. Topics.Select(topic => Result(
                topic, bySection[topic].Any() ? Verdict.Fail : Verdict.Pass, Verdict.NotShown, [.. bySection[topic]])),
        ];
    }

    public static ReportInput Input(IReadOnlyList<SectionResult> results) => new()
    {
        Id = "aud_0001",
        Definition = Definition,
        CreatedAt = Start,
        CompletedAt = Start.AddSeconds(2),
        Auditor = new ReportAuditor("embedded", "0.1.0"),
        Manifest = new SubmissionManifest(
            [
                new ManifestFile("db/usage.sql", Language.Sql, 900, 900, 40, new string('a', 64)),
                new ManifestFile("src/relay.ts", Language.TypeScript, 1_200, 1_200, 60, new string('b', 64)),
                new ManifestFile("src/usage.ts", Language.TypeScript, 4_000, 4_000, 170, new string('c', 64)),
            ],
            [new SkippedFile("node_modules/a/index.js", "vendored"), new SkippedFile("package-lock.json", "lock file")],
            [new MaskedSecret("stripe-secret-key", "src/usage.ts", 3)],
            [new FileNote("db/usage.sql", "Read as Latin-1.")]),
        Sections = results,
        MeteringMap = [Route("api_tokens")],
        Architecture = "A TypeScript service that sends usage to Stripe from its request handlers.",
        Providers = ["Stripe Meters"],
        Usage = new ReportUsage(6_100, 0, 0, 0, 0),
    };

    public static Report Report(params ReadOnlySpan<Finding> findings) => ReportBuilder.Build(Input(Results(findings.ToArray())));

    public static MeteringRoute Route(string meter) => new(
        meter,
        "Stripe Meters",
        new MeteringStage("POST /v1/completions", new Location("src/usage.ts", 8, 30)),
        new MeteringStage("stripe.billing.meterEvents.create", new Location("src/usage.ts", 14, 18)),
        null,
        new MeteringStage("sum", new Location("db/usage.sql", 3, 3)),
        null,
        "The code shown does not store the event.");

    /// <summary>Findings of every kind in every section; equal seeds give equal ones.</summary>
    public static List<Finding> RandomFindings(Random random, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => Finding(
            section: Topics[random.Next(Topics.Length)],
            severity: (Severity)random.Next(4),
            confidence: (Confidence)random.Next(3),
            classification: (Classification)random.Next(3),
            rule: $"rule/{random.Next(5)}",
            path: $"src/file{random.Next(4)}.ts",
            line: (i * 10) + 1,
            title: $"Defect {i}")),
    ];

    private static SectionDefinition Topic(string id, int number, string title) => new(
        id,
        number,
        title,
        SectionKind.Topic,
        "Look closely.",
        [
            new CheckDefinition($"{id}-first", "Is it retried on failure?", $"the code of {id}"),
            new CheckDefinition($"{id}-second", "Is it persisted first?", $"the tables of {id}"),
        ]);
}
