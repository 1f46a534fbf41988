using System.ComponentModel.DataAnnotations;

namespace Claudit.Api;

/// <summary>How the HTTP API behaves. Limits on what is submitted are <see cref="Submissions.SubmissionLimits"/>.</summary>
public sealed class ApiOptions
{
    /// <summary>
    /// The origins whose pages may call the API from a browser, such as <c>https://console.example.com</c>; a single <c>*</c> allows all.
    /// Default: none.
    /// </summary>
    public IList<string> CorsOrigins { get; } = [];

    /// <summary>The longest silence on a stream: then a <c>ping</c> is sent. Default 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:03:00")]
    public TimeSpan StreamPing { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>When the server ends a stream and has its client come back. Default 200 s, for front ends that cut at 230 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan StreamLength { get; set; } = TimeSpan.FromSeconds(200);

    /// <summary>The most that <c>?wait=</c> may ask for. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:03:30")]
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Submissions that are unpacked and read at once; the others wait. Default: four a core, as each also waits for the disk.</summary>
    [Range(1, 1000)]
    public int? IntakesAtOnce { get; set; }

    /// <summary>How long a submission waits to be read before it is refused with 503. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:03:00")]
    public TimeSpan IntakePatience { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Requests over this size are spooled to a file that has no name any more. In bytes; default 1 MiB.</summary>
    [Range(0, 1 << 30)]
    public int SpoolThreshold { get; set; } = 1 << 20;

    /// <summary>Where such a file is made. Default: the folder for temporary files.</summary>
    public string SpoolFolder { get; set; } = Path.GetTempPath();
}
