using Claudit.Analysis.Rules;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Functions.Orchestration;
using Claudit.Functions.Storage;
using Claudit.Hosting;
using Claudit.Intake;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Telemetry;
using Claudit.Workflow;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Claudit.Functions.Hosting;

/// <summary>Everything that the functions are made of.</summary>
public static class ClauditServices
{
    /// <summary>Whoever has a key of the function app is this tenant.</summary>
    private const string Tenant = "default";

    /// <exception cref="InvalidOperationException">A setting or a delivered definition is wrong; the message has all that is.</exception>
    public static IServiceCollection AddClaudit(this IServiceCollection services, IConfiguration configuration)
    {
        var settings = ServiceSettings.Read(configuration);
        var reading = CatalogFolder.Read(CatalogFolder.Delivered);
        var catalog = reading.Catalog ?? throw Wrong(reading.Problems);
        if (settings.Problems() is { IsEmpty: false } problems) throw Wrong(problems);

        services.AddTelemetry(configuration);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(_ => BlobAccount.ContainerOf(configuration));
        services.AddHostedService<ContainerCreation>();
        services.AddSingleton<IObjectStore, BlobObjectStore>();
        services.AddSingleton<IProgressLog, BlobProgressLog>();
        services.AddSingleton(settings.Audits);
        services.AddSingleton<AuditStores>();
        services.AddSingleton<IUsageMeter, UsageLedger>();
        services.AddSingleton<UsageOutbox>();
        services.AddSingleton(provider => ActivityTable.ForAudits(
            provider.GetRequiredService<AuditStores>(), provider.GetRequiredService<UsageOutbox>(), catalog.Find, settings.Audits, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ActivityRunner>();
        services.AddSingleton(provider => IntakeGate.Of(settings.Api, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => ApiOf(provider, settings, catalog));
        services.AddSingleton<HttpApi>();
        return services;
    }

    private static ApiServices ApiOf(IServiceProvider provider, ServiceSettings settings, AuditCatalog catalog)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        return new ApiServices
        {
            Audits = HttpApi.AuditsOver(new UnboundEngine(), catalog, settings.Audits, provider.GetRequiredService<AuditStores>(), time),
            Catalog = catalog,
            Settings = settings.Audits,
            Limits = settings.Limits,
            Options = settings.Api,
            TenantOf = _ => Tenant,
            Intakes = provider.GetRequiredService<IntakeGate>(),
            Readiness = [StoreProbe.Of(provider.GetRequiredService<IObjectStore>())],
            Rules = RuleBook.Descriptions,
            Logger = provider.GetRequiredService<ILogger<ApiRoutes>>(),
            Time = time,
            Stopping = provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping,
        };
    }

    private static InvalidOperationException Wrong(IEnumerable<Problem> problems) =>
        new(string.Join(Environment.NewLine, problems.Select(problem => $"{problem.Pointer}: {problem.Message}")));
}
