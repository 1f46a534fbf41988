using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>What a rule says about itself, whatever code it is applied to. Formats that describe rules use it; all texts are prose.</summary>
/// <param name="Id">As <see cref="Findings.Finding.Rule"/> has it: its section's id, a slash and its name.</param>
/// <param name="Title">The defect, in a short phrase.</param>
/// <param name="Why">What it costs whom.</param>
public sealed record RuleDescription(string Id, string Title, string Description, string Remediation, string Why)
{
    /// <summary>Id of the topic section that its findings belong to.</summary>
    public string Section => Id[..Math.Max(0, Id.IndexOf('/', StringComparison.Ordinal))];

    /// <summary>Of its findings, unless what surrounds the code makes it less.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Code with the defect, a few lines; null where no few lines show it.</summary>
    public string? Wrong { get; init; }

    /// <summary>The same code without it.</summary>
    public string? Right { get; init; }
}
