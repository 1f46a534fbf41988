using System.Globalization;
using System.Text;
using Claudit.Api;

namespace Claudit.Crashes;

/// <summary>Something to audit, packed in one of the forms that the API takes.</summary>
/// <param name="Canary">A line of it that no finding quotes.</param>
internal sealed record Submission(string Name, string Form, (string Path, string Content)[] Files, string Canary)
{
    /// <summary>Where it is posted, below the API's base.</summary>
    public string Path => Form == "text" ? $"/audits?audit=metered-billing&path={Files[0].Path}" : Form is "json" or "form" ? "/audits" : "/audits?audit=metered-billing";

    /// <summary>The sample service and its repaired twin as they are, and programs of many sizes made of variations of their files.</summary>
    public static List<Submission> Many(int count, Random random)
    {
        var sample = RepositoryFiles("samples/inference-gateway");
        var all = sample.Concat(RepositoryFiles("samples/snippets")).Concat(RepositoryFiles("tests/fixtures")).ToArray();
        var submissions = new List<Submission>
        {
            Of("sample", "json", sample),
            Of("repaired", "zip", RepositoryFiles("samples/inference-gateway-repaired")),
        };
        while (submissions.Count < count)
        {
            var number = submissions.Count;
            // Sizes from one file to some hundred thousand characters, as many small as large.
            var files = Varied(all, 1 << random.Next(0, 8), random);
            submissions.Add(Of($"varied {number}", ((string[])["json", "zip", "tar.gz", "form"])[number % 4], files));
        }

        return submissions;
    }

    /// <summary>A program of so many files.</summary>
    public static Submission Large(int files, Random random) =>
        Of("large", "tar.gz", Varied([.. RepositoryFiles("samples/inference-gateway"), .. RepositoryFiles("tests/fixtures")], files, random));

    /// <summary>The files below a folder of the repository, by path.</summary>
    public static (string Path, string Content)[] RepositoryFiles(string folder)
    {
        var root = RepositoryFile.PathOf(folder);
        return
        [
            .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Select(file => (System.IO.Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file))),
        ];
    }

    public HttpContent Content() => Form switch
    {
        "json" => ApiClient.Files(Files),
        "form" => Parts(),
        "text" => ApiClient.Content("text/plain", Encoding.UTF8.GetBytes(Files[0].Content)),
        "zip" => ApiClient.Content("application/zip", Archives.Zip(Files)),
        _ => ApiClient.Content("application/gzip", Archives.TarGz(Files)),
    };

    private MultipartFormDataContent Parts()
    {
        var form = new MultipartFormDataContent { { new StringContent("metered-billing"), "audit" } };
        foreach (var (path, content) in Files) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(content)), "file", path);
        return form;
    }

    private static Submission Of(string name, string form, (string Path, string Content)[] files)
    {
        var canary = $"canary of {name}, in a comment about nothing";
        return new Submission(name, form, [.. files, ("about/nothing.ts", $"// {canary}\nexport {{}};\n")], canary);
    }

    private static (string Path, string Content)[] Varied((string Path, string Content)[] from, int count, Random random) =>
    [
        .. Enumerable.Range(0, count).Select(number =>
        {
            var (path, content) = from[random.Next(from.Length)];
            var folder = number.ToString("D4", CultureInfo.InvariantCulture);
            return ($"part{folder}/{path}", content.Replace("usage", $"usage{number}", StringComparison.Ordinal));
        }),
    ];
}
