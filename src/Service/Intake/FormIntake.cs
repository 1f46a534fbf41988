using System.Text;
using System.Text.Unicode;
using Claudit.Api;
using Claudit.Submissions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Claudit.Intake;

/// <summary>
/// Reads a form: parts with a file name are the submission's files, under that name; the others are the fields of
/// <see cref="NamedValues"/>. A single file that is an archive by its name is unpacked.
/// </summary>
internal static class FormIntake
{
    private const int LongestBoundary = 70;
    private const int LongestField = 4_096;
    private const int MostFields = 100;

    public static async Task<AuditIntake> ReadAsync(
        BoundedBody body, string? boundary, Spool spool, SubmissionLimits limits, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary)
            return Malformed($"The content type needs a boundary of 1 to {LongestBoundary} characters.");
        var fields = new RequestFields();
        var values = new Dictionary<string, StringValues>(StringComparer.Ordinal);
        var files = new List<(string Path, long Start, long Length)>();
        var (parts, named) = (0, 0);
        try
        {
            var reader = new MultipartReader(boundary, body);
            while (await reader.ReadNextSectionAsync(cancel) is { } part)
            {
                parts++;
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition) ||
                    // The framework breaks on a filename* without a value.
                    disposition.Parameters.Any(parameter => parameter.Name.Equals("filename*", StringComparison.OrdinalIgnoreCase) && !parameter.Value.HasValue) ||
                    !disposition.IsFormDisposition() && !disposition.IsFileDisposition())
                    return Malformed($"Part {parts} has no Content-Disposition of form-data with a name, or the form ends before it.");
                if (FileName(disposition) is { } path)
                {
                    // One more than may be: the submission's reader then says so in its own words.
                    var start = spool.Length;
                    var length = await spool.AppendAsync(part.Body, cancel);
                    if (files.Count <= limits.Files) files.Add((path, start, length));
                }
                else
                {
                    var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
                    if (++named > MostFields)
                        return Malformed($"The form has more than {MostFields} fields; code belongs into parts with a filename.");
                    if (await FieldAsync(part.Body, cancel) is not { } value)
                    {
                        return Malformed(
                            $"The field '{RequestFields.Quoted(name)}' has more than {LongestField} bytes, or is not UTF-8; code belongs into parts with a filename.");
                    }

                    values[name] = StringValues.Concat(values.GetValueOrDefault(name), value);
                }
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return Malformed(
                $"The form ends too early, or the headers of part {parts + 1} are malformed or more than {MultipartReader.DefaultHeadersCountLimit} or " +
                $"{SubmissionLimits.Size(MultipartReader.DefaultHeadersLengthLimit)}: send it as RFC 7578 has it.");
        }

        foreach (var name in values.Keys.Where(name => !IsField(name)).ToArray())
        {
            values.Remove(name);
            fields.Add(
                ProblemTypes.OptionUnknown,
                $"/options/{RequestFields.Segment(name)}",
                $"There is no option '{RequestFields.Quoted(name)}', and a part that is a file needs a filename: with curl, -F 'file=@hello.ts'. " +
                $"There are audit, {OptionFields.ServedText}.");
        }

        var request = NamedValues.Read(values, fields);
        return request is not null && fields.Problems.Count == 0
            ? AuditIntake.Of(request, Source(files, spool), spool)
            : AuditIntake.Refused([.. fields.Problems]);
    }

    private static SubmissionSource Source(List<(string Path, long Start, long Length)> files, Spool spool)
    {
        if (files is [var only])
        {
            if (IsCalled(only.Path, ".zip")) return new ZipSource(spool.Content);
            if (IsCalled(only.Path, ".tar.gz") || IsCalled(only.Path, ".tgz")) return new TarGzSource(spool.Content);
        }

        var source = new SpooledFiles(spool.Content);
        foreach (var (path, start, length) in files) source.Add(path, start, length);
        return source;
    }

    private static bool IsField(string name) => name == "audit" || OptionFields.IsKnown(name);

    private static bool IsCalled(string path, string ending) => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static string? FileName(ContentDispositionHeaderValue disposition)
    {
        var name = disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName;
        return name.HasValue ? HeaderUtilities.RemoveQuotes(name).ToString() : null;
    }

    private static async Task<string?> FieldAsync(Stream part, CancellationToken cancel)
    {
        var bytes = new byte[LongestField + 1];
        var length = await part.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancel);
        return length <= LongestField && Utf8.IsValid(bytes.AsSpan(0, length)) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static AuditIntake Malformed(string message) => AuditIntake.Refused(new Problem(ProblemTypes.FormMalformed.Code, "", message));
}
