using System.Text.Json;
using Claudit.Analysis.Facts;
using Claudit.Submissions;
using Xunit;

namespace Claudit.Analysis;

public sealed class AnalysisJsonTests
{
    [Theory]
    [InlineData(Language.TypeScript, "")]
    [InlineData(Language.TypeScript, "const id = crypto.randomUUID();\nfor (;;) { try { await stripe.billing.meterEvents.create({ identifier: id, event_name: 'n' }) } catch { } }")]
    [InlineData(Language.Python, "def send(n):\n    requests.post('https://usage.example.com/v1/usage', json={'id': uuid4(), 'units': n})\n")]
    [InlineData(Language.Sql, "CREATE TABLE usage_events (id text PRIMARY KEY, units int); INSERT INTO usage_events VALUES ('a', 1);")]
    public void Stored_facts_are_read_back_as_they_were(Language language, string text)
    {
        var facts = EmbeddedAuditor.Analyze(new SourceFile("src/file", language, text), TestContext.Current.CancellationToken);
        var stored = JsonSerializer.Serialize(facts, AnalysisJson.Default.FileFacts);

        var read = JsonSerializer.Deserialize(stored, AnalysisJson.Default.FileFacts);

        Assert.Equal(stored, JsonSerializer.Serialize(read, AnalysisJson.Default.FileFacts));
        Assert.Equivalent(facts, read);
    }
}
