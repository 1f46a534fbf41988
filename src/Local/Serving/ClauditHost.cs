using System.Collections.Immutable;
using System.Net.Sockets;
using System.Text;
using Claudit.Analysis.Rules;
using Claudit.Api;
using Claudit.Audits;
using Claudit.Hosting;
using Claudit.Intake;
using Claudit.Local.Commands;
using Claudit.Local.Engine;
using Claudit.Local.Storage;
using Claudit.Metering;
using Claudit.Storage;
using Claudit.Telemetry;
using Claudit.Workflow;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Claudit.Local.Serving;

/// <summary>What came of starting a host.</summary>
/// <param name="Host">Null exactly when there are problems. The caller disposes it, which stops it.</param>
public sealed record HostStart(ClauditHost? Host, ImmutableArray<Problem> Problems);

/// <summary>The API on this machine: Kestrel before, files behind, and in between what every host shares.</summary>
public sealed class ClauditHost : IAsyncDisposable
{
    private const string Tenant = "local";
    private const int ThreadsForAnswers = 8;

    // What is answered in this time after Ctrl-C is answered whole; audits need none of it, they go on with the next start.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly DataFolder _data;
    private int _disposed;

    private ClauditHost(WebApplication app, ApiRoutes routes, DataFolder data) => (_app, Routes, _data) = (app, routes, data);

    /// <summary>Where it listens, with the ports that it really has.</summary>
    public IReadOnlyList<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>The folder that holds everything.</summary>
    public string Data => _data.Path;

    internal ApiRoutes Routes { get; }

    /// <summary>
    /// Serves until Ctrl-C, a signal to end, or <paramref name="cancel"/>. Says on the output where, and on the error stream why not.
    /// </summary>
    /// <returns>The process's exit code: 0, or 2 when it could not start.</returns>
    internal static async Task<int> RunAsync(ServeOptions options, Terminal terminal, CancellationToken cancel)
    {
        var start = await StartAsync(options, cancel);
        if (start.Host is not { } host)
        {
            foreach (var problem in start.Problems) terminal.Say(problem.Message);
            return ExitCode.BadInput;
        }

        await using (host)
        {
            await terminal.Output.WriteLineAsync(Greeting.For(host));
            await terminal.Output.FlushAsync(cancel);
            await host._app.WaitForShutdownAsync(cancel);
        }

        return ExitCode.Fine;
    }

    /// <summary>Starts to serve; audits that an earlier process left unfinished go on.</summary>
    public static async Task<HostStart> StartAsync(ServeOptions options, CancellationToken cancel)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        ServeSettings settings;
        try
        {
            settings = ServeSettings.Read(options, builder.Configuration);
        }
        catch (InvalidOperationException unreadable)
        {
            return Failed(new Problem("setting-malformed", "Claudit", $"The configuration cannot be read: {unreadable.Message}"));
        }

        if (settings.Problems() is { IsEmpty: false } wrong) return new HostStart(null, wrong);
        var catalog = CatalogFolder.Read(CatalogFolder.Delivered);
        if (catalog.Catalog is null) return new HostStart(null, catalog.Problems);
        if ((options.Data ?? ServeOptions.DefaultData) is not { } folder)
        {
            return Failed(new Problem(
                "data-unusable", "--data", "You have no folder for application data: say with --data where to keep the audits."));
        }

        if (DataFolder.TryOpen(folder, out var problem) is not { } data) return Failed(problem!);

        WebApplication? app = null;
        ClauditHost? host = null;
        try
        {
            (app, var routes) = Build(builder, options, settings, catalog.Catalog, data);
            await app.StartAsync(cancel);
            host = new ClauditHost(app, routes, data);
            return new HostStart(host, []);
        }
        catch (Exception error) when (IsOfAddress(error))
        {
            return Failed(new Problem(
                "urls-unusable", "--urls", $"Cannot listen on {options.Urls}: {error.Message} Choose another address with --urls."));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Failed(new Problem(
                "data-unusable", data.Path, $"The data folder '{data.Path}' cannot be used: {error.Message} Choose another with --data."));
        }
        finally
        {
            if (host is null)
            {
                if (app is not null) await app.DisposeAsync();
                data.Dispose();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0) return;
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Dispose();
    }

    /// <summary>How Kestrel tells of an address that is malformed, taken, not allowed or not of this machine.</summary>
    private static bool IsOfAddress(Exception error) =>
        error is FormatException or InvalidOperationException or SocketException or IOException { InnerException: AddressInUseException };

    private static HostStart Failed(Problem problem) => new(null, [problem]);

    private static (WebApplication App, ApiRoutes Routes) Build(
        WebApplicationBuilder builder, ServeOptions options, ServeSettings settings, AuditCatalog catalog, DataFolder data)
    {
        var time = TimeProvider.System;
        var intakes = IntakeGate.Of(settings.Api, time);
        // What reads submissions and what audits them may have every core busy, and others are answered all the same.
        ThreadPool.GetMinThreads(out _, out var completions);
        ThreadPool.SetMinThreads(intakes.AtOnce + settings.Engine.MaxActivities + ThreadsForAnswers, completions);
        var objects = new FileObjectStore(data.Objects, time);
        var stores = new AuditStores(objects, new FileProgressLog(data.Logs, time), settings.Audits, time);

        builder.WebHost.UseUrls(options.Urls).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxConcurrentConnections = settings.Engine.MaxConnections;
            // The API has its own limit, and names it.
            kestrel.Limits.MaxRequestBodySize = null;
            // What else than ASCII a header holds, the API refuses in its own words.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        // What keeps a host from starting is given back, in words for its user.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.AddTelemetry(builder.Configuration);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        // Hosted services start in this order and stop in reverse: requests are answered only while the engine runs.
        builder.Services.AddSingleton(services =>
        {
            var usage = new UsageOutbox(objects, new UsageLedger(objects), time, services.GetRequiredService<ILogger<UsageOutbox>>());
            var activities = ActivityTable.ForAudits(stores, usage, catalog.Find, settings.Audits, time);
            options.Activities?.Invoke(activities);
            var logger = services.GetRequiredService<ILogger<LocalEngine>>();
            return new LocalEngine(objects, stores, activities, usage, settings.Engine, time, logger);
        });
        builder.Services.AddHostedService(services => services.GetRequiredService<LocalEngine>());

        var app = builder.Build();
        var engine = app.Services.GetRequiredService<LocalEngine>();
        var admission = new AuditAdmission(stores, engine, catalog.Find, settings.Audits, AuditIds.New, time);
        var routes = new ApiRoutes(new ApiServices
        {
            Audits = new AuditService(stores, admission, engine, catalog.Find, time),
            Catalog = catalog,
            Settings = settings.Audits,
            Limits = settings.Limits,
            Options = settings.Api,
            TenantOf = _ => Tenant,
            Overload = engine.Overload,
            Intakes = intakes,
            Readiness = [StoreProbe.Of(objects)],
            Rules = RuleBook.Descriptions,
            Logger = app.Services.GetRequiredService<ILogger<ApiRoutes>>(),
            Time = time,
            Stopping = app.Lifetime.ApplicationStopping,
        });
        if (ServerNames.Of(options.Urls, settings.Hosts) is { } names) Refuse(app, names, routes.Misdirected);
        Map(app, routes);
        return (app, routes);
    }

    private static void Refuse(WebApplication app, ServerNames names, ApiHandler misdirected)
    {
        var refuse = Answer(misdirected);
        app.Use(next => context => names.Include(context.Request.Host) ? next(context) : refuse(context));
    }

    private static void Map(WebApplication app, ApiRoutes routes)
    {
        foreach (var route in routes.All) app.MapMethods(route.Path, route.Methods, Answer(route.Handler));
        app.MapFallback("{*path}", Answer(routes.Unmatched));
    }

    private static RequestDelegate Answer(ApiHandler handler) => async context =>
    {
        var answer = await handler(context.Request, context.RequestAborted);
        await answer.ExecuteAsync(context);
    };
}
