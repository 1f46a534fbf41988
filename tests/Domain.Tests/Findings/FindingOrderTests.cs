using Claudit.Reports;
using Xunit;

namespace Claudit.Findings;

public class FindingOrderTests
{
    [Fact]
    public void Findings_go_by_severity_then_confidence_then_path_then_line_then_rule()
    {
        Finding[] inOrder =
        [
            SampleAudit.Finding(severity: Severity.Critical, confidence: Confidence.Possible, path: "z.ts"),
            SampleAudit.Finding(severity: Severity.High, confidence: Confidence.Certain, path: "B.ts", line: 90),
            SampleAudit.Finding(severity: Severity.High, confidence: Confidence.Certain, path: "a.ts", line: 9),
            SampleAudit.Finding(severity: Severity.High, confidence: Confidence.Certain, path: "a.ts", line: 10, rule: "a"),
            SampleAudit.Finding(severity: Severity.High, confidence: Confidence.Certain, path: "a.ts", line: 10, rule: "b"),
            SampleAudit.Finding(severity: Severity.High, confidence: Confidence.Likely, path: "a.ts"),
            SampleAudit.Finding(severity: Severity.Low, confidence: Confidence.Certain, path: "a.ts"),
        ];
        var random = new Random(5);
        for (var i = 0; i < 50; i++)
        {
            var shuffled = inOrder.ToArray();
            random.Shuffle(shuffled);

            Assert.Equal(inOrder, shuffled.Order(FindingOrder.Instance));
        }
    }
}
