using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Claudit.Functions.Triggers;
using Microsoft.Azure.Functions.Worker;
using Xunit;

namespace Claudit.Infrastructure;

/// <summary>What the host is told, and what is watched.</summary>
public sealed class MonitoringTests
{
    private static string Alerts => RepositoryFile.Read("infra/alerts.bicep");

    [Fact]
    public void The_guide_gives_a_reason_for_every_setting_of_the_host()
    {
        var settings = Leaves(JsonDocument.Parse(RepositoryFile.Read("host.json")).RootElement, "").Where(leaf => leaf.Path != "version");
        var guide = Guide.Table("Setting").SelectMany(row => Guide.Quoted(row[0]).Select(path => (path, Guide.Quoted(row[1]).Single(), row[2].Length > 0)));

        Assert.Equal(settings.Select(leaf => (leaf.Path, leaf.Value, true)).Order(), guide.Order());
    }

    [Theory]
    [InlineData("extensions.durableTask.tracing.traceInputsAndOutputs", "false")]
    [InlineData("logging.applicationInsights.samplingSettings.excludedTypes", "Request;Exception")]
    public void Telemetry_has_what_alerts_count_and_not_what_steps_work_on(string path, string value)
    {
        var settings = Leaves(JsonDocument.Parse(RepositoryFile.Read("host.json")).RootElement, "").ToDictionary(leaf => leaf.Path, leaf => leaf.Value);

        Assert.Equal(value, settings[path]);
        Assert.DoesNotContain(settings.Keys, key => key.EndsWith("enableQueryStringTracing", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_guide_says_of_every_alert_what_it_means()
    {
        var alerts = Regex.Matches(Alerts, @"^    name: '([\w-]+)'", RegexOptions.Multiline).Select(match => match.Groups[1].Value);

        Assert.Equal(alerts.Order(), Guide.Table("Alert").Select(row => Guide.Quoted(row[0]).Single()).Order());
    }

    [Fact]
    public void Alerts_ask_about_functions_that_there_are()
    {
        var activities = Regex.Match(Alerts, @"name in \(([^)]+)\)").Groups[1].Value.Split(", ").Select(name => name.Trim('"'));
        var single = Regex.Matches(Alerts, "name == \"([^\"]+)\"").Select(match => match.Groups[1].Value);

        Assert.Equal(FunctionsWith<ActivityTriggerAttribute>(), activities.Order());
        Assert.Subset(new HashSet<string>([.. FunctionsWith<OrchestrationTriggerAttribute>(), .. FunctionsWith<TimerTriggerAttribute>()]), new HashSet<string>(single));
    }

    [Fact]
    public void Whoever_is_named_is_told_of_every_alert()
    {
        var rule = Bicep.Files.Made("Microsoft.Insights/scheduledQueryRules").Single().Body;

        Assert.Contains("actions: { actionGroups: empty(email) ? [] : [onCall.id] }", rule);
        Assert.Contains("emailAddress: email", Bicep.Files.Made("Microsoft.Insights/actionGroups").Single().Body);
    }

    private static ImmutableArray<string> FunctionsWith<TTrigger>()
        where TTrigger : Attribute
    {
        var names =
            from type in typeof(AuditFunctions).Assembly.GetTypes()
            from method in type.GetMethods()
            where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<TTrigger>() is not null)
            select method.GetCustomAttribute<FunctionAttribute>()!.Name;
        return [.. names.Order()];
    }

    private static IEnumerable<(string Path, string Value)> Leaves(JsonElement element, string path) =>
        element.ValueKind == JsonValueKind.Object
            ? element.EnumerateObject().SelectMany(property => Leaves(property.Value, path.Length == 0 ? property.Name : $"{path}.{property.Name}"))
            : [(path, element.ValueKind == JsonValueKind.String ? element.GetString()! : element.GetRawText())];
}
