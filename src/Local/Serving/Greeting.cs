using Claudit.Api;

namespace Claudit.Local.Serving;

/// <summary>What a server says when it is up.</summary>
internal static class Greeting
{
    public static string For(ClauditHost host)
    {
        var api = host.Addresses[0] + ApiRoutes.Base;
        return $"""
            Claudit listens on {string.Join(", ", host.Addresses)} and keeps its audits in {host.Data}.
            Try it, in the folder with your code:

              tar -cz . | curl -s --data-binary @- -H 'Content-Type: application/gzip' '{api}/audits?audit=metered-billing'

            and then, with the id that it answers, {api}/audits/ID/report?format=html in a browser. Ctrl-C stops it.
            """;
    }
}
