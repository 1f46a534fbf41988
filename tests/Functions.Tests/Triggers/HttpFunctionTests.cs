using Claudit.Fakes;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Xunit;

namespace Claudit.Triggers;

public sealed class HttpFunctionTests
{
    [Fact]
    public async Task Every_route_of_the_API_has_a_function_of_its_name_method_and_path()
    {
        await using var server = await FunctionsServer.StartAsync();

        var functions = FunctionsServer.HttpFunctions().Select(function => $"{function.Name}: {string.Join(' ', function.Trigger.Methods!.Select(method => method.ToUpperInvariant()))} /api/{function.Trigger.Route}");

        Assert.Equal(server.Routes.All.Select(route => $"{route.Name}: {string.Join(' ', route.Methods)} {route.Path}").Order(), functions.Order());
    }

    [Fact]
    public void Nothing_but_liveness_answers_without_a_key()
    {
        var open = FunctionsServer.HttpFunctions().Where(function => function.Trigger.AuthLevel != AuthorizationLevel.Function);

        Assert.Equal(["live"], open.Select(function => function.Name));
    }

    [Fact]
    public void What_starts_or_ends_audits_is_bound_to_the_engine()
    {
        var bound = FunctionsServer.HttpFunctions().Where(function => function.Method.GetParameters().Any(parameter => parameter.ParameterType == typeof(DurableTaskClient)));

        Assert.Equal(["cancelAudit", "eraseAudit", "startAudit"], bound.Select(function => function.Name).Order());
    }
}
