using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Claudit.Chunking;

public sealed class TokenEstimateTests
{
    private const string Tokenizer = "js-tiktoken@1.0.21";

    private const int NoSuchFile = 2;

    private const string Script =
        """
        const { Tiktoken } = require('js-tiktoken/lite');
        const ranks = require('js-tiktoken/ranks/o200k_base');
        const tokenizer = new Tiktoken(ranks.default ?? ranks);
        const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
        console.log(JSON.stringify(texts.map(text => tokenizer.encode(text, [], []).length)));
        """;

    private static readonly string[] Folders = ["samples", "src", "tests", "bench", "docs", "audits", "infra"];

    private static readonly Dictionary<string, string> Families = new()
    {
        [".ts"] = "TypeScript and JavaScript",
        [".tsx"] = "TypeScript and JavaScript",
        [".js"] = "TypeScript and JavaScript",
        [".mjs"] = "TypeScript and JavaScript",
        [".py"] = "Python",
        [".cs"] = "C#",
        [".sql"] = "SQL",
        [".md"] = "prose",
        [".yaml"] = "configuration",
        [".yml"] = "configuration",
        [".json"] = "configuration",
        [".toml"] = "configuration",
        [".prisma"] = "configuration",
        [".bicep"] = "configuration",
        [".csproj"] = "configuration",
    };

    [Theory]
    [InlineData("", 0)]
    [InlineData("a", 1)]
    [InlineData(" ", 1)]
    [InlineData("\n\n\n", 1)]
    [InlineData("const total = 12;", 6)]
    [InlineData("12345678", 3)]
    public void Short_texts_have_the_tokens_that_they_have(string text, int tokens) => Assert.Equal(tokens, TokenEstimate.Of(text));

    [Theory]
    [InlineData("a b")]
    [InlineData("\ud83d\ude00")]
    [InlineData("\ud83d")]
    [InlineData("漢字かな交じり文")]
    [InlineData("e\u0301\r\n\t ")]
    [InlineData("----------------------------------------")]
    public void No_text_has_more_tokens_than_bytes(string text) =>
        Assert.InRange(TokenEstimate.Of(text), 1, System.Text.Encoding.UTF8.GetByteCount(text));

    /// <summary>Over this repository; each family within a tenth, and all together no more than a twentieth below.</summary>
    [Fact]
    public async Task It_is_close_to_a_real_tokenizer_over_code()
    {
        var texts = Folders.SelectMany(folder => RepositoryFile.All(folder, "*"))
            .Where(file => Families.ContainsKey(Path.GetExtension(file.Name)) && !file.Name.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            .Select(file => (Family: Families[Path.GetExtension(file.Name)], file.Text)).ToList();
        var counted = await CountAsync([.. texts.Select(file => file.Text)]);
        var figures = texts.Zip(counted, (file, tokens) => (file.Family, Tokens: (long)tokens, Estimate: (long)TokenEstimate.Of(file.Text))).ToList();

        foreach (var family in figures.GroupBy(figure => figure.Family))
        {
            var error = Error(family.Sum(figure => figure.Estimate), family.Sum(figure => figure.Tokens));
            TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{family.Key}: {family.Sum(figure => figure.Tokens)} tokens, {error:+0.0%;-0.0%}"));
            Assert.InRange(error, -0.10, 0.10);
        }

        Assert.InRange(Error(figures.Sum(figure => figure.Estimate), figures.Sum(figure => figure.Tokens)), -0.05, 0.10);
    }

    private static double Error(long estimate, long tokens) => (double)estimate / tokens - 1;

    /// <summary>How many tokens o200k_base makes of each text. Skips the test where there is no npm.</summary>
    private static async Task<List<int>> CountAsync(List<string> texts)
    {
        var folder = Directory.CreateTempSubdirectory("claudit-tokens-");
        try
        {
            await RunAsync("npm", ["install", "--no-save", "--no-audit", "--no-fund", "--prefix", folder.FullName, Tokenizer], folder.FullName, "");
            return JsonSerializer.Deserialize<List<int>>(await RunAsync("node", ["-e", Script], folder.FullName, JsonSerializer.Serialize(texts)))!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string folder, string input)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
            return await output;
        }
        catch (Win32Exception missing) when (missing.NativeErrorCode == NoSuchFile)
        {
            Assert.Skip($"{program}, which the tokenizer needs, is not on the path.");
            throw;
        }
    }
}
