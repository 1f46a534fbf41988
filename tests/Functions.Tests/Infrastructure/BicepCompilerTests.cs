using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace Claudit.Infrastructure;

/// <summary>The compiler knows the schema of every resource of that version.</summary>
public sealed class BicepCompilerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("build", "main.bicep")]
    [InlineData("lint", "main.bicep")]
    [InlineData("build-params", "main.bicepparam")]
    public async Task What_is_deployed_compiles_without_a_warning(string command, string file)
    {
        var program = typeof(BicepCompilerTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(entry => entry.Key == "Bicep")?.Value;
        Assert.SkipWhen(program is null, "The compiler is fetched on Linux on x64 alone.");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(command);
        start.ArgumentList.Add(RepositoryFile.PathOf("infra/" + file));
        if (command != "lint") start.ArgumentList.Add("--stdout");

        using var compiler = Process.Start(start)!;
        var output = compiler.StandardOutput.ReadToEndAsync(Cancel);
        var said = await compiler.StandardError.ReadToEndAsync(Cancel);
        await compiler.WaitForExitAsync(Cancel);

        Assert.Equal("", said);
        Assert.Equal(0, compiler.ExitCode);
        if (command == "build") Assert.Contains("deploymentTemplate", await output, StringComparison.OrdinalIgnoreCase);
    }
}
