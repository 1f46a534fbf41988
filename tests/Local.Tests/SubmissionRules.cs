using System.Reflection;
using Claudit.Api;
using Claudit.Submissions;
using Xunit;

namespace Claudit;

/// <summary>docs/submissions.md against the code; that both are right about bad inputs, <see cref="BadInputs"/> shows.</summary>
public sealed class SubmissionRules
{
    private static readonly string Document = File.ReadAllText(Shell.InRepository("docs", "submissions.md"));

    [Fact]
    public void Every_reason_and_every_refusal_is_documented()
    {
        var reasons = typeof(SkipReason).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
        Assert.All(reasons.Append(SkipReason.Over(new SubmissionLimits().FileBytes)), reason => Assert.Contains($"`{reason}`", Document));
        Assert.All(SubmissionProblems.Kinds.Keys, code => Assert.Contains($"`{code}`", Document));
    }
}
