using System.Collections.Immutable;
using System.Text;
using Claudit.Bench.Fuzz.Archives;
using Claudit.Bench.Fuzz.Mutation;

namespace Claudit.Bench.Fuzz.Requests;

/// <summary>Multipart forms (RFC 7578).</summary>
internal sealed class FormTarget : RequestTarget
{
    private const string Head = "multipart/form-data; boundary=b\n";

    private static readonly string[] Dispositions =
    [
        "form-data; name=\"files\"; filename=\"src/a.ts\"", "form-data; name=files; filename=b.py", "form-data; name=\"f\"; filename*=UTF-8''%e2%82%ac.ts", "form-data; name=\"f\"; filename*=UTF-8''%ff%",
        "form-data; name=\"f\"; filename=\"=?utf-8?B?YS50cw==?=\"", "form-data; name=\"f\"; filename=\"\"", "form-data; name=\"f\"; filename=\"code.zip\"", "form-data; name=\"f\"; filename=\"code.tar.gz\"",
        "form-data; name=\"audit\"", "form-data; name=\"labels\"", "form-data; name=\"sections\"", "form-data; name=\"retention\"", "form-data; name=\"minSeverity\"", "form-data; name=\"other\"", "form-data", "attachment; filename=a.ts", "",
    ];

    private static readonly string[] Values = ["metered-billing", "team=billing", "aggregation", "30d", "none", "high", "Critical", "", "\0", "=", "é", "99999d"];

    private static readonly ImmutableArray<byte[]> Forms = [.. Enumerable.Range(0, 40).Select(seed => Form(new Random(seed)))];

    private static readonly Mutator Mutator = new(
        Forms,
        Mutation.Mutator.Tokens(
            "\r\n", "\r", "\n", "--b", "--b--", "--b\r\n", "\r\n--b\r\n", "\r\n--b--\r\n", "\r\n\r\n", "Content-Disposition: ", "Content-Type: text/plain\r\n", "form-data", "; name=\"", "; filename=\"", "; filename*=UTF-8''", "%00", "%", "\"", "\\\"", ";",
            "Content-Transfer-Encoding: base64\r\n", "Content-Length: 5\r\n", ":", "=?utf-8?Q?", "?=", "boundary=", "charset=", "\0", "multipart/form-data", "application/zip", "text/plain", "application/json", " ?audit=metered-billing"),
        60_000, isText: true);

    public override string Name => "form";

    public override int Share => 80;

    public override byte[] Input(Random random)
    {
        var form = Form(random);
        return random.Next(4) == 0 ? form : Mutate(form, Mutator, random);
    }

    private static byte[] Form(Random random)
    {
        var form = new List<byte>(Encoding.ASCII.GetBytes(Head));
        Add("form-data; name=\"audit\"", "metered-billing"u8.ToArray());
        for (var parts = random.Next(1, 5); parts > 0; parts--)
        {
            var disposition = Dispositions[random.Next(Dispositions.Length)];
            Add(disposition, disposition switch
            {
                _ when disposition.Contains(".zip", StringComparison.Ordinal) => ZipBuilder.Next(random),
                _ when disposition.Contains(".gz", StringComparison.Ordinal) => TarTarget.Gzip(TarBuilder.Next(random)),
                _ when disposition.Contains("filename", StringComparison.Ordinal) => EntryContents.Next(random),
                _ => Encoding.UTF8.GetBytes(Values[random.Next(Values.Length)]),
            });
        }

        form.AddRange("--b--\r\n"u8);
        return [.. form];

        void Add(string disposition, byte[] content)
        {
            form.AddRange(Encoding.UTF8.GetBytes($"--b\r\nContent-Disposition: {disposition}\r\n\r\n"));
            form.AddRange(content);
            form.AddRange("\r\n"u8);
        }
    }
}
