using Claudit.Findings;
using Claudit.Submissions;

namespace Claudit.Reports;

/// <summary>Reports in which every string that can come from a submission is one and the same hostile text.</summary>
internal static class HostileReport
{
    public static readonly string[] Texts =
    [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "</pre></code></style></title></svg><script>alert(1)</script>",
        "\"><svg onload=alert(1)>' onmouseover='x",
        "````\n## 11. Injected\n\n<script>alert(1)</script>\n```",
        "`code` ``two`` ` odd",
        "]]> <!-- --> <![CDATA[ x ]]>",
        "[link](https://evil.example) ![i](https://evil.example/i.png) <https://evil.example> https://evil.example www.evil.example",
        "\n\n# Heading\n\n---\n\n- list\n1. one\n> quote\n\n| a | b |\n|---|---|\n\n[x]: https://evil.example",
        "    indented\n\tcode\nsetext\n===\n***bold*** __b__ ~~s~~ &lt; &#60; $x$ \\",
        "\e[2J\e]8;;https://evil.example\a\u009B31m\b\0\r\u007F",
        "\u202Eright to left\u202C \u2066isolate\u2069 \u200B\u200E\uFEFF\u061C",
        "\uD800 lone \uDC00 \uFFFE \U000E0041 \u2028\u2029\u0085",
        "\"];\n  click r1 \"https://evil.example\"\n  r1[\"x\"]:::gap %%{init: {}}%%",
        "{{0}} {0} ${jndi} %00 %2e%2e/ ../../x:y?z#w",
        "@someone @some/team \\@someone `@someone #1 other/project#2 @",
        "",
        " ",
    ];

    public static Report Of(string hostile)
    {
        var place = new Location(hostile, 1, 2);
        var findings = SampleAudit.Topics.SelectMany((topic, i) => new[]
        {
            SampleAudit.Finding(topic, (Severity)(i % 4), line: 10) with
            {
                Title = hostile, Evidence = hostile, Description = hostile, Remediation = hostile, Fix = hostile, Rule = $"{topic}/{hostile}",
                Locations = [place, place with { StartLine = 2 }],
            },
        });
        var results = SampleAudit.Results(findings).Select(result => result with
        {
            Status = SectionStatus.Partial,
            Reason = hostile,
            Checks = [.. result.Checks.Select(check => check with { Note = hostile, Locations = [place] })],
        });
        var stage = new MeteringStage(hostile, place);
        return ReportBuilder.Build(SampleAudit.Input([.. results]) with
        {
            Architecture = hostile,
            Providers = [hostile],
            StopReason = hostile,
            MeteringMap = [new MeteringRoute(hostile, hostile, stage, stage, null, stage, stage, hostile)],
            Manifest = new SubmissionManifest(
                [new ManifestFile(hostile, Language.Text, 1, 1, 1, new string('a', 64))],
                [new SkippedFile(hostile, hostile)],
                [new MaskedSecret(hostile, hostile, 1)],
                [new FileNote(hostile, hostile)]),
        });
    }
}
