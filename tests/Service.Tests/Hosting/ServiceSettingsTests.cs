using Microsoft.Extensions.Configuration;
using Xunit;

namespace Claudit.Hosting;

public sealed class ServiceSettingsTests
{
    [Fact]
    public void Nothing_configured_is_in_range() => Assert.Empty(Problems());

    [Theory]
    [InlineData("Api:StreamPing", "00:00:00")]
    [InlineData("Limits:RequestBytes", "0")]
    [InlineData("Limits:RequestBytes", "9223372036854775807")]
    [InlineData("Limits:ExpandedBytes", "-1")]
    [InlineData("Limits:Files", "0")]
    [InlineData("Limits:FileBytes", "2147483647")]
    [InlineData("Limits:PathCharacters", "0")]
    [InlineData("Audits:ShardCharacters", "9223372036854775807")]
    [InlineData("Audits:MaxActivities", "1")]
    public void What_is_out_of_range_is_named(string setting, string value) =>
        Assert.Equal([$"Claudit:{setting}"], Problems((setting, value)));

    [Fact]
    public void All_of_it_is_named_at_once() =>
        Assert.Equal(["Claudit:Limits:Files", "Claudit:Audits:MaxActivities"], Problems(("Limits:Files", "0"), ("Audits:MaxActivities", "1")));

    private static IEnumerable<string> Problems(params (string Setting, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(each => KeyValuePair.Create($"Claudit:{each.Setting}", (string?)each.Value)))
            .Build();
        return ServiceSettings.Read(configuration).Problems().Select(problem => problem.Pointer);
    }
}
