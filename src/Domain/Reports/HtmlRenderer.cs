using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Claudit.Findings;

namespace Claudit.Reports;

/// <summary>The report as one HTML file that needs nothing else: no script, no font, no address, its style sheet inside.</summary>
public sealed class HtmlRenderer
{
    private static readonly string StyleHash =
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)));

    private readonly MarkupWriter<HtmlText> _out = new();

    private HtmlRenderer()
    {
    }

    public static string Render(Report report)
    {
        var renderer = new HtmlRenderer();
        renderer.Head(report);
        renderer.Masthead(report);
        renderer.Contents(report);
        foreach (var section in report.Sections)
        {
            renderer._out.Line($"""<section id="s{section.Number}"><h2>{section.Number}. {section.Title}</h2>""");
            renderer.Body(report, section);
            renderer._out.Line($"</section>");
        }

        renderer.Foot(report);
        return renderer._out.ToString();
    }

    private void Head(Report report)
    {
        _out.Line($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{new Markup(StyleHash)}'; base-uri 'none'; form-action 'none'">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="referrer" content="no-referrer">
            <title>{report.Audit.Title}: {ReportWording.Composite(report.Score)}</title>
            <style>{new Markup(HtmlStyle.Sheet)}</style>
            </head>
            <body>
            """);
    }

    private void Masthead(Report report)
    {
        _out.Line($"""<header><div class="dialbox">{ScoreDial.Dial(report.Score)}<p>{ReportWording.Coverage(report.Score)}</p></div>""");
        _out.Line($"""<div class="headline"><p class="product">Claudit audit report</p><h1>{report.Audit.Title}</h1>""");
        _out.Line($"""<p class="posture">{report.Summary.Posture}</p>""");
        if (report.Score.Capped is { } capped) _out.Line($"""<p class="capped">{capped}</p>""");
        _out.Write($"""<ul class="totals">""");
        foreach (var (severity, count) in ReportWording.Counts(report.Summary.Totals))
        {
            _out.Write($"""<li class="{Class(severity)}{(count == 0 ? " zero" : "")}"><b>{count}</b> {severity}</li>""");
        }

        _out.Line($"</ul></div></header>");
        _out.Write($"""<ul class="dimensions">""");
        foreach (var dimension in report.Score.Dimensions)
        {
            _out.Write($"""<li class="{ScoreDial.Band(dimension.Score)}">{dimension.Title} """);
            _out.Write($"""<b>{ReportWording.Score(dimension.Score)}</b>{ScoreDial.Bar(dimension.Score)}</li>""");
        }

        _out.Line($"</ul>");
        if (!report.Complete) _out.Line($"""<p class="notice"><b>Incomplete.</b> {report.IncompleteReason}</p>""");
    }

    private void Contents(Report report)
    {
        _out.Write($"""<nav aria-label="Sections"><ol>""");
        foreach (var section in report.Sections)
        {
            _out.Write($"""<li><a href="#s{section.Number}">{section.Title}""");
            if (!section.Findings.IsEmpty)
            {
                _out.Write($""" <span class="count {Class(section.Findings.Min(finding => finding.Severity))}">{section.Findings.Length}</span>""");
            }

            _out.Write($"</a></li>");
        }

        _out.Line($"</ol></nav><main>");
    }

    private void Body(Report report, ReportSection section)
    {
        switch (section)
        {
            case { Status: not null }:
                Topic(section);
                break;
            case { Number: 1 }:
                Summary(report);
                break;
            case { Number: 2 }:
                Legend(report);
                break;
            case { Number: 9 }:
                Actions(report);
                break;
            case { Number: 10 }:
                Score(report.Score);
                break;
        }
    }

    private void Summary(Report report)
    {
        _out.Line($"""<dl class="facts">""");
        Fact("Architecture", report.Summary.Architecture);
        Fact("Billing providers", ReportWording.Providers(report.Summary));
        if (report.Findings.FirstOrDefault(finding => finding.Id == report.Summary.HighestRisk) is { } highest)
        {
            _out.Write($"""<dt>Highest risk</dt><dd><a href="#{highest.Id}">{highest.Id}</a> {highest.Title} """);
            _out.Line($"{Place(highest.Locations[0])}</dd>");
        }

        Fact("Submission", ReportWording.Submission(report.Submission));
        Fact("Audited", ReportWording.Audited(report));
        _out.Line($"</dl>");
        if (report.MeteringMap is { IsEmpty: false } routes)
        {
            _out.Line($"<h3>Metering map</h3>");
            _out.Write($"""<p class="hint">Each metered event from where it arises to the charge. """);
            _out.Line($"Dashed: the submission does not show it.</p>");
            _out.Write($"{MeteringPicture.Draw(routes)}");
            RouteTable(routes);
        }

        Listed("skipped", report.Submission.Skipped.Select(skipped => (skipped.Path, skipped.Reason)), "file");
        Listed("masked", report.Submission.Masked.Select(masked => ($"{masked.Path}:{masked.Line}", masked.Kind)), "secret");
        Listed("on how files were read", report.Submission.Notes.Select(note => (note.Path, note.Message)), "note");
    }

    private void RouteTable(ImmutableArray<MeteringRoute> routes)
    {
        string[] columns = ["Meter", "Provider", .. ReportWording.Stages(routes[0]).Select(stage => stage.Name), "Gap"];
        _out.Write($"""<details><summary>The map as a table</summary><div class="wide"><table><thead><tr>""");
        foreach (var column in columns) _out.Write($"""<th scope="col">{column}</th>""");
        _out.Line($"</tr></thead><tbody>");
        foreach (var route in routes)
        {
            _out.Write($"<tr><td>{route.Meter}</td><td>{route.Provider}</td>");
            foreach (var (_, stage) in ReportWording.Stages(route))
            {
                if (stage is null) _out.Write($"""<td class="faint">not shown</td>""");
                else _out.Write($"<td>{stage.What} {Place(stage.Location)}</td>");
            }

            _out.Line($"<td>{route.Gap ?? "none"}</td></tr>");
        }

        _out.Line($"</tbody></table></div></details>");
    }

    private void Listed(string what, IEnumerable<(string Path, string What)> entries, string noun)
    {
        var list = entries.ToList();
        if (list.Count == 0) return;
        _out.Write($"""<details><summary>{ReportWording.Counted(list.Count, noun)} {what}</summary><ul class="plain">""");
        foreach (var (path, about) in list) _out.Write($"""<li><code class="place">{path}</code> {about}</li>""");
        _out.Line($"</ul></details>");
    }

    private void Legend(Report report)
    {
        _out.Write($"""<dl class="legend">""");
        foreach (var severity in report.SeverityLegend)
        {
            _out.Write($"<dt>{Chip(severity.Severity)}</dt><dd>{severity.Meaning}</dd>");
        }

        _out.Line($"</dl>");
    }

    private void Topic(ReportSection section)
    {
        if (ReportWording.Status(section) is { } status) _out.Line($"""<p class="notice">{status}</p>""");
        _out.Line($"""<ul class="checks">""");
        foreach (var check in section.Checks)
        {
            var verdict = ReportWording.Label(check.Verdict);
            _out.Write($"""<li><span class="verdict {verdict.Replace(' ', '-')}">{verdict}</span><div>""");
            _out.Write($"""<p class="question">{check.Question}</p><div class="note">{HtmlText.Paragraphs(check.Note)}""");
            if (check.Verdict == Verdict.Pass) _out.Write($"{Places(check.Locations)}");
            _out.Line($"</div></div></li>");
        }

        _out.Line($"</ul>");
        foreach (var finding in section.Findings) Finding(finding);
    }

    private void Finding(Finding finding)
    {
        _out.Line($"""<article class="{Class(finding.Severity)}" id="{finding.Id}">""");
        _out.Line($"""<h3>{Chip(finding.Severity)} <span class="id">{finding.Id}</span> {finding.Title}</h3>""");
        _out.Write($"""<p class="labels"><span>{ReportWording.Label(finding.Confidence)}</span>""");
        _out.Line($"<span>{ReportWording.Label(finding.Classification)}</span><code>{finding.Rule}</code></p>");
        _out.Line($"{Places(finding.Locations)}");
        _out.Write($"""<pre class="code">""");
        foreach (var line in QuotedLine.Of(finding))
        {
            var number = line.Number?.ToString(CultureInfo.InvariantCulture);
            _out.Write($"""<span class="line"><span class="number" data-line="{number}"></span>""");
            _out.Write($"<code>{HtmlText.Block(line.Text)}\n</code></span>");
        }

        _out.Line($"</pre>");
        _out.Line($"""<div class="prose"><h4>What is wrong</h4>{HtmlText.Paragraphs(finding.Description)}""");
        _out.Line($"<h4>What to do</h4>{HtmlText.Paragraphs(finding.Remediation)}</div>");
        if (finding.Fix is { } fix) _out.Line($"""<pre class="code fix"><code>{HtmlText.Block(fix.TrimEnd('\n'))}</code></pre>""");
        _out.Line($"</article>");
    }

    private void Actions(Report report)
    {
        if (report.Actions.IsEmpty)
        {
            _out.Line($"<p>No finding is Critical or High.</p>");
            return;
        }

        _out.Line($"""<ol class="actions">""");
        foreach (var (_, finding) in report.RankedActions())
        {
            _out.Write($"""<li>{Chip(finding.Severity)} <a href="#{finding.Id}">{finding.Id}</a> """);
            _out.Line($"{finding.Title} {Place(finding.Locations[0])}</li>");
        }

        _out.Line($"</ol>");
    }

    private void Score(ReportScore score)
    {
        _out.Write($"""<div class="wide"><table class="score"><thead><tr><th scope="col">Dimension</th><th scope="col" class="right">Weight</th>""");
        _out.Line($"""<th scope="col" class="right">Score</th><td></td><th scope="col">Notes</th></tr></thead><tbody>""");
        foreach (var dimension in score.Dimensions)
        {
            _out.Write($"""<tr><th scope="row">{dimension.Title}</th><td class="right">{dimension.Weight}</td>""");
            _out.Line($"{Cells(dimension.Score)}<td>{dimension.Notes}</td></tr>");
        }

        _out.Write($"""</tbody><tfoot><tr><th scope="row">Composite</th><td></td>{Cells(score.Composite)}""");
        _out.Line($"<td>{ReportWording.Coverage(score)}. {score.Capped}</td></tr></tfoot></table></div>");
    }

    private void Foot(Report report) => _out.Line(
        $"</main><footer><p>Audit {report.Id}. Submission {report.Submission.Fingerprint}.</p></footer>\n</body>\n</html>");

    private void Fact(string term, string text) => _out.Line($"<dt>{term}</dt><dd>{text}</dd>");

    private static Markup Places(IEnumerable<Location> locations)
    {
        var html = new MarkupWriter<HtmlText>();
        html.Write($"""<p class="places">""");
        foreach (var location in locations) html.Write($"{Place(location)} ");
        html.Write($"</p>");
        return html.ToMarkup();
    }

    private static Markup Place(Location location) =>
        new MarkupWriter<HtmlText>().Write($"""<code class="place">{location.ToString()}</code>""").ToMarkup();

    private static Markup Chip(Severity severity) =>
        new MarkupWriter<HtmlText>().Write($"""<span class="chip {Class(severity)}">{severity}</span>""").ToMarkup();

    private static Markup Cells(double? score) => new MarkupWriter<HtmlText>()
        .Write($"""<td class="right figure">{ReportWording.Score(score)}</td><td class="barcell">{ScoreDial.Bar(score)}</td>""").ToMarkup();


    private static string Class(Severity severity) => severity.ToString().ToLowerInvariant();
}
