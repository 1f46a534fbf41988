using Claudit.Analysis.Rules;
using Claudit.Audits;
using Claudit.Findings;

namespace Claudit.Analysis;

/// <summary>Gathers what the rules saw of one check, and gives the verdict.</summary>
internal sealed class CheckTally(CheckDefinition check)
{
    /// <summary>A verdict rests on a few lines; more of the same add nothing.</summary>
    private const int LocationLimit = 5;

    private readonly List<Finding> _findings = [];
    private readonly List<Match> _fulfilled = [];
    private readonly List<Match> _undecided = [];

    /// <summary>Ids of rules that threw.</summary>
    public List<string> Failures { get; } = [];

    /// <summary>Ids of rules that found more than is listed.</summary>
    public List<string> Cut { get; } = [];

    public void Add(Finding finding) => _findings.Add(finding);

    public void Add(Match match) => (match.Kind == MatchKind.Fulfilled ? _fulfilled : _undecided).Add(match);

    public CheckResult Result()
    {
        if (_findings.Count > 0)
        {
            return Verdict(Findings.Verdict.Fail, _findings.OrderBy(finding => finding, FindingOrder.Instance).Select(finding => finding.Locations[0]), FailureNote());
        }

        if (Failures.Count > 0) return Verdict(Findings.Verdict.Unclear, [], $"The rule {Failures[0]} broke, so this is not decided.");
        if (_undecided.Count > 0) return Seen(Findings.Verdict.Unclear, _undecided);
        if (_fulfilled.Count > 0) return Seen(Findings.Verdict.Pass, _fulfilled);
        return Verdict(Findings.Verdict.NotShown, [], $"Nothing submitted shows it. Needed: {check.NeededToAssess}.");
    }

    private string FailureNote()
    {
        var worst = _findings.Order(FindingOrder.Instance).First();
        return _findings.Count == 1 ? $"{worst.Title}." : $"{worst.Title}; {_findings.Count} findings in all.";
    }

    /// <summary>The note is what the first match says; the places are those where the same is to be seen.</summary>
    private CheckResult Seen(Verdict verdict, List<Match> matches)
    {
        var ordered = matches
            .OrderBy(match => match.Locations[0].Path, StringComparer.Ordinal)
            .ThenBy(match => match.Locations[0].StartLine)
            .ThenBy(match => match.Text, StringComparer.Ordinal)
            .ToList();
        var note = ordered[0].Text ?? "";
        return Verdict(verdict, ordered.Where(match => (match.Text ?? "") == note).Select(match => match.Locations[0]), note);
    }

    private CheckResult Verdict(Verdict verdict, IEnumerable<Location> locations, string note) =>
        new(check.Id, check.Question, verdict, [.. locations.Distinct().Take(LocationLimit)], note);
}
