using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Claudit.Hosting;
using Claudit.Submissions;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace Claudit.Infrastructure;

/// <summary>One list of settings: what the code reads, what is deployed, and what the guide says.</summary>
public sealed partial class SettingsTests
{
    /// <summary>What the Functions host and its Durable extension read and Claudit does not.</summary>
    private static readonly ImmutableSortedSet<string> ReadByTheHost =
    [
        "FUNCTIONS_WORKER_RUNTIME", "WEBSITE_HOSTNAME", "AzureWebJobsStorage__credential",
        "APPLICATIONINSIGHTS_CONNECTION_STRING", "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", Claudit.Telemetry.TelemetryExport.Setting,
    ];

    private static ImmutableSortedSet<string> InTheGuide =>
        [.. Guide.Table("Name").SelectMany(row => Guide.Quoted(row[0])).Select(WithoutIndex)];

    [Fact]
    public void Every_setting_that_is_deployed_is_read()
    {
        Assert.Empty(Bicep.Files.SettingNames.Except(ReadByTheCode().Concat(ReadByTheHost)));
        Assert.Contains("Claudit__Api__CorsOrigins", Bicep.Files.SettingNames);
        // There is no other place that sets one.
        Assert.Equal(["appSettings: map(items(union(settings, originSettings)), setting => { name: setting.key, value: setting.value })"], Setter().Matches(Bicep.Files.Text).Select(match => match.Value));
    }

    [Fact]
    public void The_guide_lists_every_setting_that_is_read_and_no_other() =>
        Assert.Equal([.. ReadByTheCode(), .. ReadByTheHost], InTheGuide);

    [Fact]
    public void The_guide_tells_the_defaults_of_the_code()
    {
        var told = Guide.Table("Name").ToDictionary(row => WithoutIndex(Guide.Quoted(row[0]).First()), row => Guide.Quoted(row[1]).FirstOrDefault());
        foreach (var (name, value) in Bindable())
            if (value is TimeSpan or int or long or Enum) Assert.Equal((name, Written(value)), (name, told[name]));
    }

    [Fact]
    public void What_is_deployed_where_nobody_says_otherwise_is_the_default_of_the_code()
    {
        var deployed = Bicep.Files.Parameters.Where(parameter => parameter.File == "infra/main.bicep")
            .ToDictionary(parameter => parameter.Name, parameter => parameter.Text.Split(" = ")[^1].Trim('\''));
        var settings = Bindable().ToDictionary(setting => setting.Name, setting => Written(setting.Value));
        foreach (var limit in new[] { "RequestBytes", "ExpandedBytes", "Files", "FileBytes", "PathCharacters" })
            Assert.Equal((limit, settings[$"Claudit__Limits__{limit}"]), (limit, deployed[JsonNamingPolicy.CamelCase.ConvertName(limit)]));
        Assert.Equal(settings["Claudit__Audits__Retention"], deployed["retention"]);
    }

    [Fact]
    public void The_guide_lists_what_the_sample_for_one_machine_sets()
    {
        var sample = JsonDocument.Parse(RepositoryFile.Read("local.settings.sample.json")).RootElement.GetProperty("Values");

        Assert.Empty(sample.EnumerateObject().Select(value => value.Name).Except(InTheGuide));
    }

    [Fact]
    public void A_setting_of_that_name_arrives_in_the_code()
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(
            Bicep.Files.SettingNames.Where(name => name.StartsWith("Claudit__Limits__", StringComparison.Ordinal))
                .Select(name => KeyValuePair.Create(name.Replace("__", ":", StringComparison.Ordinal), (string?)"7")));

        var limits = ServiceSettings.Read(configuration).Limits;

        Assert.Equal(new SubmissionLimits { RequestBytes = 7, ExpandedBytes = 7, Files = 7, FileBytes = 7, PathCharacters = 7 }, limits);
    }

    private static IEnumerable<string> ReadByTheCode() => [.. Bindable().Select(setting => setting.Name), .. ReadByName()];

    /// <summary>All that can be bound, with its default.</summary>
    private static IEnumerable<(string Name, object? Value)> Bindable() =>
        from section in typeof(ServiceSettings).GetProperties()
        let defaults = section.GetValue(ServiceSettings.Read(new ConfigurationManager()))
        from setting in section.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where setting.CanWrite || setting.PropertyType.IsAssignableTo(typeof(IEnumerable))
        select ($"{ServiceSettings.Section}__{section.Name}__{setting.Name}", setting.GetValue(defaults));

    /// <summary>What the function app takes from its configuration by name, as its source has it.</summary>
    private static IEnumerable<string> ReadByName()
    {
        var sources = string.Join('\n', RepositoryFile.All("src/Functions", "*.cs").Select(file => file.Text));
        var account = AccountSetting().Match(sources).Groups[1].Value;
        return [account, .. Named().Matches(sources).Select(match => $"{account}__{match.Groups[1].Value}")];
    }

    private static string WithoutIndex(string name) => Index().Replace(name, "");

    private static string? Written(object? value) => value is TimeSpan time ? time.ToString("c", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""const string Setting = "(\w+)";""")]
    private static partial Regex AccountSetting();

    [GeneratedRegex("""\["(\w+)"\]""")]
    private static partial Regex Named();

    [GeneratedRegex("(?i)appsettings.*")]
    private static partial Regex Setter();

    [GeneratedRegex("__0$")]
    private static partial Regex Index();
}
