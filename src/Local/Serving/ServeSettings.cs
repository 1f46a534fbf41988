using System.Collections.Immutable;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Hosting;
using Claudit.Local.Engine;
using Claudit.Submissions;
using Microsoft.Extensions.Configuration;

namespace Claudit.Local.Serving;

/// <summary>Everything that can be configured, read and checked once.</summary>
internal sealed record ServeSettings(
    ApiOptions Api, SubmissionLimits Limits, AuditSettings Audits, EngineSettings Engine, IReadOnlyCollection<string> Hosts)
{
    /// <exception cref="InvalidOperationException">A value cannot be read as what it should be.</exception>
    public static ServeSettings Read(ServeOptions options, IConfiguration configuration)
    {
        var service = ServiceSettings.Read(configuration);
        return new ServeSettings(
            options.Api ?? service.Api,
            options.Limits ?? service.Limits,
            options.Audits ?? service.Audits,
            options.Engine ?? configuration.GetSection($"{ServiceSettings.Section}:Engine").Get<EngineSettings>() ?? new EngineSettings(),
            options.Hosts ?? configuration.GetSection($"{ServiceSettings.Section}:Hosts").Get<string[]>() ?? []);
    }

    /// <summary>What is out of range; the pointer is the name in the configuration.</summary>
    public ImmutableArray<Problem> Problems() =>
        [.. new ServiceSettings(Api, Limits, Audits).Problems(), .. ServiceSettings.Check("Engine", Engine)];
}
