using System.Text.Json;
using Claudit.Audits;
using Claudit.Chunking;
using Claudit.Intake;
using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Workflow;
using Microsoft.AspNetCore.Http;

namespace Claudit.Api;

/// <summary>Says what an audit would come to. Reads all that an audit would read, and keeps nothing.</summary>
internal sealed class EstimateEndpoint(ApiServices services, IntakeReader reader)
{
    public async Task<IResult> EstimateAsync(HttpRequest request, CancellationToken cancel)
    {
        using var intake = await reader.ReadAsync(request, cancel);
        if (intake is not { Request: { } asked, Source: { } source }) return ProblemAnswer.Of(intake.Problems);
        var definition = services.Catalog.Find(asked.Audit);
        var problems = StartProblems.Of(asked, definition, services.Settings);
        if (!problems.IsEmpty) return ProblemAnswer.Of(problems);

        using var place = await services.Intakes.EnterAsync(cancel);
        if (place is null) return ProblemAnswer.Of(services.Intakes.Overload);
        var submission = new SubmissionReader(source, services.Limits);
        var packs = new PackSizes(AuditStores.PackCharacters(services.Settings));
        var tokens = 0L;
        foreach (var file in submission.Files(cancel))
        {
            packs.Add(file.Text.Length);
            tokens += TokenEstimate.Of(file.Text);
        }

        if (submission.Manifest is not { } manifest) return ProblemAnswer.Of(submission.Problems);

        var sections = definition!.TopicsOf(asked.Options).Count();
        var characters = manifest.Files.Sum(file => (long)file.Characters);
        var estimate = new Estimate(
            asked.Audit, "embedded", manifest.Files.Length, manifest.Bytes, characters, manifest.Lines, sections,
            PlanActivity.Cut(packs.Sizes, sections, services.Settings).Length,
            EstimatedTokens.Of(tokens), ModelCalls: 0, manifest.Skipped, manifest.Masked.Length);
        return new JsonAnswer(JsonSerializer.SerializeToNode(estimate, ApiJson.Default.Estimate)!);
    }
}
