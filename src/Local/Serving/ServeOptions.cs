using Claudit.Api;
using Claudit.Audits;
using Claudit.Local.Engine;
using Claudit.Submissions;
using Claudit.Workflow;

namespace Claudit.Local.Serving;

/// <summary>How <c>claudit serve</c> is to run. What is null comes from the configuration, else from its defaults.</summary>
public sealed record ServeOptions
{
    public const string DefaultUrl = "http://127.0.0.1:7071";

    /// <summary>Where to listen; semicolons part several, port 0 takes a free one. Plain http: TLS is a proxy's business.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>The folder that holds everything; null for <see cref="DefaultData"/>.</summary>
    public string? Data { get; init; }

    /// <summary>Null for the names of the section <c>Claudit:Hosts</c>; see <see cref="ServerNames"/>.</summary>
    public IReadOnlyCollection<string>? Hosts { get; init; }

    /// <summary>Null for the section <c>Claudit:Api</c>, such as <c>Claudit__Api__LongestWait</c> of the environment.</summary>
    public ApiOptions? Api { get; init; }

    /// <summary>Null for <c>Claudit:Limits</c>.</summary>
    public SubmissionLimits? Limits { get; init; }

    /// <summary>Null for <c>Claudit:Audits</c>.</summary>
    public AuditSettings? Audits { get; init; }

    /// <summary>Null for <c>Claudit:Engine</c>.</summary>
    public EngineSettings? Engine { get; init; }

    /// <summary>Changes what performs the activities, for tests that hold one.</summary>
    internal Action<ActivityTable>? Activities { get; init; }

    /// <summary>
    /// The folder <c>claudit</c> in the user's local application data: below <c>~/.local/share</c> (or <c>$XDG_DATA_HOME</c>) on Linux,
    /// <c>~/Library/Application Support</c> on macOS, <c>%LOCALAPPDATA%</c> on Windows. Null for a user without a home.
    /// </summary>
    public static string? DefaultData => LocalApplicationData is { Length: > 0 } folder ? Path.Combine(folder, "claudit") : null;

    private static string LocalApplicationData =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
}
