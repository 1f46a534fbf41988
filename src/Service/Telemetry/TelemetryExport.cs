using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Claudit.Telemetry;

/// <summary>Sends traces, metrics and logs to a collector over OTLP, where one is configured by OpenTelemetry's own settings.</summary>
public static class TelemetryExport
{
    /// <summary>Where the collector is; without it nothing is exported.</summary>
    public const string Setting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public static IServiceCollection AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrEmpty(configuration[Setting])) return services;
        services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("claudit", serviceVersion: typeof(TelemetryExport).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(traces => traces.AddSource(AuditTelemetry.Name).AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithMetrics(metrics => metrics.AddMeter(AuditTelemetry.Name, "System.Runtime").AddAspNetCoreInstrumentation().AddOtlpExporter())
            .WithLogging(logs => logs.AddOtlpExporter());
        return services;
    }
}
