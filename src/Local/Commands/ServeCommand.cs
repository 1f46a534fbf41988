using System.CommandLine;
using Claudit.Local.Serving;

namespace Claudit.Local.Commands;

/// <summary><c>claudit serve</c>: the HTTP API on this machine.</summary>
internal sealed class ServeCommand : Command
{
    public const string Examples =
        """
        claudit serve
            Serve the API on http://127.0.0.1:7071 to this machine alone.
        claudit serve --urls http://0.0.0.0:8080 --data /var/lib/claudit
            Serve it to other machines too, and keep audits elsewhere.
        """;

    private readonly Option<string> _urls = new("--urls")
    {
        Description = "The http address to listen on; several are parted by semicolons, port 0 takes a free one.",
        HelpName = "URL",
        DefaultValueFactory = _ => ServeOptions.DefaultUrl,
    };

    private readonly Option<string?> _data = new("--data")
    {
        Description = $"The folder that keeps audits until they expire; it is created when it is missing. [default: {ServeOptions.DefaultData}]",
        HelpName = "DIR",
    };

    /// <param name="serve">Runs until it is stopped, and gives the exit code.</param>
    public ServeCommand(Terminal terminal, Func<ServeOptions, Terminal, CancellationToken, Task<int>> serve)
        : base("serve", "Serve the HTTP API until Ctrl-C (what 'claudit' alone does).")
    {
        Options.Add(_urls);
        Options.Add(_data);
        _urls.Validators.Add(result =>
        {
            foreach (var url in result.Tokens.SelectMany(token => token.Value.Split(';')).Where(url => !IsAddress(url)))
                result.AddError($"--urls cannot be '{url}'; write it like {ServeOptions.DefaultUrl}.");
        });
        SetAction((parse, cancel) =>
            serve(new ServeOptions { Urls = parse.GetRequiredValue(_urls), Data = parse.GetValue(_data) }, terminal, cancel));
    }

    // Kestrel takes a * or + for every address, which no URI has as its host.
    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("//*", "//any", StringComparison.Ordinal).Replace("//+", "//any", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttp;
}
