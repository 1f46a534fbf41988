using System.Text.Json;
using Claudit.Analysis.Facts;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class FactsJsonTests
{
    [Theory]
    [InlineData("samples/inference-gateway/src/metering/send-worker.ts", Language.TypeScript)]
    [InlineData("tests/fixtures/deduplication/random-key-in-retry.py", Language.Python)]
    [InlineData("global.json", Language.Text)]
    public void Facts_are_the_same_after_they_were_stored(string path, Language language)
    {
        var facts = EmbeddedAuditor.Analyze(new SourceFile(path, language, RepositoryFile.Read(path)), CancellationToken.None);
        var stored = JsonSerializer.Serialize(facts, AnalysisJson.Default.FileFacts);
        var read = JsonSerializer.Deserialize(stored, AnalysisJson.Default.FileFacts)!;
        Assert.Equal(stored, JsonSerializer.Serialize(read, AnalysisJson.Default.FileFacts));
        Assert.Equal(facts.Sites.Length, read.Sites.Length);
    }
}
