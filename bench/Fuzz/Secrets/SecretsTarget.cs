using System.Collections.Immutable;
using System.Text;
using System.Text.Unicode;
using Claudit.Bench.Fuzz.Archives;
using Claudit.Bench.Fuzz.Mutation;
using Claudit.Bench.Fuzz.Running;
using Claudit.Submissions;
using Claudit.Submissions.Secrets;

namespace Claudit.Bench.Fuzz.Secrets;

/// <summary>The masking of secrets, which every other reader's text has been through. The first line of an input is the file's name.</summary>
internal sealed class SecretsTarget : FuzzTarget
{
    private static readonly ImmutableArray<SecretSample> Samples = [.. SecretSample.ReadAll(RepositoryFile.PathOf("tests/fixtures/secrets"))];

    private static readonly Mutator Mutator = new(
        [.. Samples.Select(sample => Encoding.UTF8.GetBytes(sample.Text))],
        Mutation.Mutator.Tokens(
            "sk_live_", "sk_test_", "AKIA", "ghp_", "glpat-", "xoxb-", "AIza", "SG.", "eyJ", ".eyJ", "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----", "Bearer ", "Basic ", "://", "user:", "@", "password", "passwd=", "secret: ", "api_key", "token=", "AccountKey=",
            "SharedAccessKey=", "sig=", "Password=", ";", "\"", "'", "`", "\\", "\\n", "=", ": ", "=>", "${", "}", "<", ">", "*", "\r\n", "\r", "\u2028", "é", "\uD83D\uDE00", "PuTTY-User-Key-File-2: ", "Private-Lines: 14", "AGE-SECRET-KEY-1", "whsec_", "pk_live_"),
        60_000, isText: true);

    public override string Name => "secrets";

    public override int Share => 110;

    public override byte[] Input(Random random)
    {
        var sample = Samples[random.Next(Samples.Length)];
        return [.. Encoding.UTF8.GetBytes(sample.Path), (byte)'\n', .. Mutator.Mutate(Encoding.UTF8.GetBytes(sample.Text), random)];
    }

    public override FuzzOutcome Take(byte[] input)
    {
        var end = Array.IndexOf(input, (byte)'\n');
        var path = end > 0 ? Encoding.UTF8.GetString(input, 0, end) : "sample.txt";
        var content = input[(end + 1)..];
        var outcome = SubmissionCheck.Read(new ListedFiles().Add(path, content), SubmissionCheck.Limits, out var files);
        // Read as they stand: neither with a mark of their encoding nor as Latin-1.
        if (files is not [var file] || !Utf8.IsValid(content) || content is [0xEF, ..]) return outcome;
        var before = Encoding.UTF8.GetString(content);
        var masked = false;
        for (var i = 0; i < before.Length; i++)
        {
            if (before[i] == file.Text[i]) continue;
            masked = true;
            BrokenPromiseException.ThrowUnless(file.Text[i] == '*' && before[i] is not ('\r' or '\n'), "Masking changes more than the characters of a secret.");
        }

        return outcome with { Kind = masked ? "masked" : "nothing to mask" };
    }
}
