using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Submissions;
using Microsoft.Extensions.Configuration;

namespace Claudit.Local.Serving;

/// <summary>Everything that can be configured, read and checked once.</summary>
internal sealed record ServeSettings(ApiOptions Api, SubmissionLimits Limits, AuditSettings Audits, EngineSettings Engine)
{
    private const string Section = "Claudit";

    /// <exception cref="InvalidOperationException">A value cannot be read as what it should be.</exception>
    public static ServeSettings Read(ServeOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new ServeSettings(
            options.Api ?? section.GetSection("Api").Get<ApiOptions>() ?? new ApiOptions(),
            options.Limits ?? section.GetSection("Limits").Get<SubmissionLimits>() ?? new SubmissionLimits(),
            options.Audits ?? section.GetSection("Audits").Get<AuditSettings>() ?? new AuditSettings(),
            options.Engine ?? section.GetSection("Engine").Get<EngineSettings>() ?? new EngineSettings());
    }

    /// <summary>What is out of range; the pointer is the name in the configuration.</summary>
    public ImmutableArray<Problem> Problems() => [.. Check("Api", Api), .. Check("Audits", Audits), .. Check("Engine", Engine)];

    private static IEnumerable<Problem> Check(string name, object settings)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        return results.Select(result => new Problem(
            "setting-out-of-range",
            $"{Section}:{name}:{result.MemberNames.FirstOrDefault()}",
            result.ErrorMessage ?? "The value is out of range."));
    }
}
