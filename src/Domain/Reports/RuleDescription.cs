namespace Claudit.Reports;

/// <summary>What a rule says about itself, whatever code it is applied to. Formats that describe rules use it; all texts are prose.</summary>
/// <param name="Id">As <see cref="Findings.Finding.Rule"/> has it.</param>
/// <param name="Title">The defect, in a short phrase.</param>
/// <param name="Why">What it costs whom.</param>
public sealed record RuleDescription(string Id, string Title, string Description, string Remediation, string Why);
