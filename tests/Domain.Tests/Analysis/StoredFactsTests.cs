using System.Text.Json;
using Claudit.Analysis.Facts;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class StoredFactsTests
{
    [Theory]
    [InlineData(Language.JavaScript, "usage.js", "await stripe.billing.meterEvents.create({ identifier: crypto.randomUUID(), payload: { value: units } });")]
    [InlineData(Language.TypeScript, "usage.ts", "export async function record(n: number) {\n  await stripe.billing.meterEvents.create({ payload: { value: n } });\n}\n")]
    [InlineData(Language.Sql, "schema.sql", "CREATE TABLE usage_events (id TEXT PRIMARY KEY, units INT NOT NULL);")]
    [InlineData(Language.Text, "empty.txt", "")]
    public void Facts_come_back_from_their_json_as_they_were(Language language, string path, string code)
    {
        var facts = EmbeddedAuditor.Analyze(new SourceFile(path, language, code), TestContext.Current.CancellationToken);
        var stored = JsonSerializer.Serialize(facts, AnalysisJson.Default.FileFacts);
        var read = JsonSerializer.Deserialize(stored, AnalysisJson.Default.FileFacts)!;
        Assert.Equal(stored, JsonSerializer.Serialize(read, AnalysisJson.Default.FileFacts));
        Assert.Equal((facts.Language, facts.Sites.Length, facts.Tables.Length), (read.Language, read.Sites.Length, read.Tables.Length));
    }
}
