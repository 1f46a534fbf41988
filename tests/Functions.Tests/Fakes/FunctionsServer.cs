using System.Diagnostics;
using System.Reflection;
using Azure.Storage.Blobs;
using Claudit.Api;
using Claudit.Functions.Hosting;
using Claudit.Functions.Triggers;
using Claudit.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Claudit.Fakes;

/// <summary>The function app over HTTP: every function at the address that its trigger names, with all that it is made of but the host, the storage account and Durable Functions.</summary>
internal sealed class FunctionsServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FunctionsServer(WebApplication app, FakeContainer container, FakeDurable durable) =>
        (_app, Container, Durable, Client) = (app, container, durable, new HttpClient { BaseAddress = new Uri(app.Urls.Single() + "/api/v1/") });

    public FakeContainer Container { get; }

    public FakeDurable Durable { get; }

    public HttpClient Client { get; }

    /// <summary>The routes that the functions are to answer.</summary>
    public ApiRoutes Routes => new(_app.Services.GetRequiredService<ApiServices>());

    public static IEnumerable<(MethodInfo Method, string Name, HttpTriggerAttribute Trigger)> HttpFunctions() =>
        from type in typeof(AuditFunctions).Assembly.GetTypes()
        from method in type.GetMethods()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(each => each is not null)
        where trigger is not null
        select (method, method.GetCustomAttribute<FunctionAttribute>()!.Name, trigger);

    public AuditStores Stores => _app.Services.GetRequiredService<AuditStores>();

    public static async Task<FunctionsServer> StartAsync(TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var container = new FakeContainer();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<BlobContainerClient>(container);
        if (time is not null) builder.Services.AddSingleton(time);
        builder.Services.AddClaudit(builder.Configuration);
        var app = builder.Build();
        var durable = new FakeDurable(app.Services);
        foreach (var function in HttpFunctions())
        {
            var target = ActivatorUtilities.CreateInstance(app.Services, function.Method.DeclaringType!);
            app.MapMethods("/api/" + function.Trigger.Route, function.Trigger.Methods!.Select(method => method.ToUpperInvariant()), async context =>
            {
                // The worker runs functions beside the requests.
                Activity.Current = null;
                object Argument(ParameterInfo parameter) => parameter.ParameterType == typeof(DurableTaskClient) ? durable.Client : context.Request;
                var answer = await (Task<IResult>)function.Method.Invoke(target, [.. function.Method.GetParameters().Select(Argument)])!;
                await answer.ExecuteAsync(context);
            });
        }

        await app.StartAsync();
        return new FunctionsServer(app, container, durable);
    }

    /// <summary>What the timer does.</summary>
    public Task SweepAsync(CancellationToken cancel) =>
        ActivatorUtilities.CreateInstance<SweepFunction>(_app.Services).RunAsync(new TimerInfo(), Durable.Client, cancel);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
