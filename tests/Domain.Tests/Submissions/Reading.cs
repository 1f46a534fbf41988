using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Xunit;

namespace Claudit.Submissions;

/// <summary>What came of reading a submission.</summary>
internal sealed record Reading(IReadOnlyList<SourceFile> Files, SubmissionManifest? Manifest, IReadOnlyList<Problem> Problems)
{
    public IEnumerable<string> Codes => Problems.Select(problem => problem.Code);

    public IEnumerable<string> Skipped => Manifest!.Skipped.Select(file => $"{file.Path}: {file.Reason}");

    public IEnumerable<string> Audited => Manifest!.Files.Select(file => file.Path);

    public static Reading Of(SubmissionSource source, SubmissionLimits? limits = null)
    {
        var reader = new SubmissionReader(source, limits ?? new SubmissionLimits());
        var files = reader.Files(TestContext.Current.CancellationToken).ToList();
        return new Reading(files, reader.Manifest, reader.Problems);
    }

    public static Reading Of(params (string Path, string Content)[] files) => Of(Listed(files));

    public static ListedFiles Listed(params (string Path, string Content)[] files)
    {
        var listed = new ListedFiles();
        foreach (var (path, content) in files) listed.Add(path, content);
        return listed;
    }

    public static MemoryStream Zip(params (string Path, string Content)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (path, content) in files)
            {
                using var entry = zip.CreateEntry(path).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream;
    }

    public static MemoryStream TarGz(params (string Path, string Content)[] files) => TarGz(TarEntryFormat.Pax, files);

    public static MemoryStream TarGz(TarEntryFormat format, params (string Path, string Content)[] files) => TarGz(format, tar =>
    {
        foreach (var (path, content) in files) tar.WriteEntry(TarFile(format, path, content));
    });

    public static MemoryStream TarGz(TarEntryFormat format, Action<TarWriter> write)
    {
        var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        using (var tar = new TarWriter(gzip, format)) write(tar);
        return stream;
    }

    public static TarEntry TarFile(TarEntryFormat format, string path, string content)
    {
        var data = new MemoryStream(Encoding.UTF8.GetBytes(content));
        return format switch
        {
            TarEntryFormat.V7 => new V7TarEntry(TarEntryType.V7RegularFile, path) { DataStream = data },
            TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, path) { DataStream = data },
            TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, path) { DataStream = data },
            _ => new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = data },
        };
    }
}
