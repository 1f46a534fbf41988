using System.Collections.Immutable;
using System.Text;
using Claudit.Bench.Fuzz.Mutation;

namespace Claudit.Bench.Fuzz.Requests;

/// <summary>JSON bodies, and pasted text.</summary>
internal sealed class JsonTarget : RequestTarget
{
    private static readonly ImmutableArray<byte[]> Bodies =
    [
        .. new[]
        {
            "application/json\n{\"audit\":\"metered-billing\",\"files\":[{\"path\":\"src/a.ts\",\"content\":\"export const a = 1;\\n\"}]}",
            "application/json\n{\"audit\":\"metered-billing\",\"files\":[{\"path\":\"a.py\",\"content\":\"x = 1\"},{\"path\":\"b.sql\",\"content\":\"select 1;\"}],\"options\":{\"auditor\":\"embedded\",\"sections\":[\"aggregation\",\"deduplication\"],\"minSeverity\":\"high\",\"retention\":\"30d\",\"labels\":{\"team\":\"billing\"}}}",
            "application/json; charset=utf-8\n{\"files\":[],\"audit\":null,\"options\":null}",
            "application/json\n{\"audit\":\"metered-billing\",\"files\":[{\"path\":\"\\u00e9.ts\",\"content\":\"\\ud83d\\ude00 \\u0000\"},{\"path\":\"e\\u0301.ts\",\"content\":\"1\"}],\"options\":{\"maxTokens\":5,\"callbackUrl\":\"https://example.com\",\"labels\":{}}}",
            "text/plain ?audit=metered-billing&path=src/a.ts\nexport const a = 1;\n",
            "text/plain ?audit=metered-billing&sections=aggregation,deduplication&minSeverity=low&labels=a=b&labels=c=d&retention=none\nimport os\n",
            "application/json ?code=1\n[1, 2.5e10, true, false, null, \"\\\"\", {}, [[[]]]]",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    private static readonly Mutator Mutator = new(
        Bodies,
        Mutation.Mutator.Tokens(
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u", "\\ud800", "\\udc00", "\\u0000", "\\/", "null", "true", "false", "1e999", "-0", "0.1", "1E-5", "\"audit\":", "\"files\":", "\"options\":", "\"path\":", "\"content\":", "\"labels\":", "\"sections\":", "\"retention\":",
            "\"baseline\":null", "{\"a\":", "[[", "//", "/*", "\uFEFF", "\uD83D\uDE00", "\u202E", "metered-billing", "&audit=", "&labels=", "%00", "%", "+", "text/plain ?", "charset=utf-16", "\t", "\r\n", "../", "con", "NaN", "12h", "99999d"),
        60_000, isText: true);

    public override string Name => "json";

    public override int Share => 80;

    public override byte[] Input(Random random) => Mutate(Bodies[random.Next(Bodies.Length)], Mutator, random);
}
