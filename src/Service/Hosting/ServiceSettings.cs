using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Submissions;
using Microsoft.Extensions.Configuration;

namespace Claudit.Hosting;

/// <summary>What can be configured on every host, below <see cref="Section"/>.</summary>
public sealed record ServiceSettings(ApiOptions Api, SubmissionLimits Limits, AuditSettings Audits)
{
    public const string Section = "Claudit";

    /// <exception cref="InvalidOperationException">A value cannot be read as what it should be.</exception>
    public static ServiceSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        return new ServiceSettings(
            section.GetSection("Api").Get<ApiOptions>() ?? new ApiOptions(),
            section.GetSection("Limits").Get<SubmissionLimits>() ?? new SubmissionLimits(),
            section.GetSection("Audits").Get<AuditSettings>() ?? new AuditSettings());
    }

    /// <summary>What is out of range; the pointer is the name in the configuration.</summary>
    public ImmutableArray<Problem> Problems() => [.. Check("Api", Api), .. Check("Limits", Limits), .. Check("Audits", Audits)];

    /// <param name="name">Of the settings below <see cref="Section"/>.</param>
    public static IEnumerable<Problem> Check(string name, object settings)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(settings, new ValidationContext(settings), results, validateAllProperties: true);
        return results.Select(result => new Problem(
            "setting-out-of-range",
            $"{Section}:{name}:{result.MemberNames.FirstOrDefault()}",
            result.ErrorMessage ?? "The value is out of range."));
    }
}
