using Claudit.Findings;

namespace Claudit.Analysis.Rules;

/// <summary>
/// One defect that code can have. A rule asks the facts and reports what they show: where the defect is, and where its opposite is shown.
/// It has no state and does no I/O.
/// </summary>
public abstract class Rule
{
    public abstract RuleInfo Info { get; }

    /// <summary>What the submission shows, in any order; nothing when it does not touch on this.</summary>
    public abstract IEnumerable<Match> Check(SubmissionFacts facts);
}

/// <summary>A rule's page in the manual, and what its findings say unless a match says more.</summary>
public sealed record RuleInfo
{
    /// <summary>The section, a slash, and the defect in kebab case: <c>deduplication/random-key-in-retry</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Id of the check in that section that the defect fails.</summary>
    public required string Check { get; init; }

    /// <summary>The defect in a short sentence, without a full stop.</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public required Confidence Confidence { get; init; }

    public required Classification Classification { get; init; }

    /// <summary>What the shown code does wrong.</summary>
    public required string Description { get; init; }

    /// <summary>What to do in this code.</summary>
    public required string Remediation { get; init; }

    /// <summary>What it costs when it is left as it is.</summary>
    public required string Why { get; init; }

    /// <summary>The defect, in a few lines of TypeScript.</summary>
    public required string Wrong { get; init; }

    /// <summary>The same lines without it.</summary>
    public required string Right { get; init; }

    public string Section => Id[..Id.IndexOf('/', StringComparison.Ordinal)];
}
