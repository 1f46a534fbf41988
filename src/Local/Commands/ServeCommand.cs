using System.CommandLine;

namespace Claudit.Local.Commands;

/// <summary>What <c>claudit serve</c> is told.</summary>
/// <param name="Urls">Addresses to listen on, as Kestrel takes them, parted by semicolons.</param>
/// <param name="Data">The folder that keeps audits between runs.</param>
internal sealed record ServeSettings(string Urls, string Data)
{
    public static ServeSettings Default { get; } = new("http://127.0.0.1:7071", ".claudit");
}

/// <summary><c>claudit serve</c>: the HTTP API on this machine.</summary>
internal sealed class ServeCommand : Command
{
    public const string Examples =
        """
        claudit serve
            Serve the API on http://127.0.0.1:7071; audits are kept in .claudit here.
        claudit serve --urls http://0.0.0.0:8080 --data /var/lib/claudit
            Serve it to other machines too, and keep audits elsewhere.
        """;

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "The address to listen on; several are parted by semicolons.",
        HelpName = "URL",
        DefaultValueFactory = _ => ServeSettings.Default.Urls,
    };

    private readonly Option<string> _data = new("--data")
    {
        Description = "The folder that keeps audits until they expire; it is created when it is missing.",
        HelpName = "DIR",
        DefaultValueFactory = _ => ServeSettings.Default.Data,
    };

    /// <param name="serve">Runs until it is stopped, and gives the exit code.</param>
    public ServeCommand(Func<ServeSettings, CancellationToken, Task<int>> serve)
        : base("serve", "Serve the HTTP API until Ctrl-C (what 'claudit' alone does).")
    {
        Options.Add(_urls);
        Options.Add(_data);
        _urls.Validators.Add(result =>
        {
            foreach (var url in result.Tokens.SelectMany(token => token.Value.Split(';')).Where(url => !IsAddress(url)))
                result.AddError($"--urls cannot be '{url}'; write it like {ServeSettings.Default.Urls}.");
        });
        SetAction((parse, cancel) => serve(new ServeSettings(parse.GetRequiredValue(_urls), parse.GetRequiredValue(_data)), cancel));
    }

    // Kestrel takes a * or + for every address, which no URI has as its host.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";
}
