using System.Collections.Frozen;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace Claudit.Local.Serving;

/// <summary>
/// The names that a server goes by which only this machine can reach. A web page can have a name of its own lead to this machine (DNS
/// rebinding) and would then read the answers as its own; the name that it asks for gives it away.
/// </summary>
internal sealed class ServerNames
{
    private const string LocalHost = "localhost";

    private readonly FrozenSet<string> _names;

    private ServerNames(IEnumerable<string> names) => _names = names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Null for a server that other machines can reach: under which names, it cannot know.</summary>
    /// <param name="urls">Where it listens, parted by semicolons.</param>
    /// <param name="others">Further names, such as a proxy passes on.</param>
    /// <exception cref="FormatException">One of <paramref name="urls"/> is no address.</exception>
    public static ServerNames? Of(string urls, IEnumerable<string> others)
    {
        var hosts = urls.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => BindingAddress.Parse(url).Host).ToArray();
        return hosts.All(IsLoopback) ? new ServerNames([LocalHost, "127.0.0.1", "[::1]", .. hosts, .. others]) : null;
    }

    /// <summary>Whether a request to this host is meant for the server. Only HTTP/1.0 has requests without one, and no browser sends it.</summary>
    public bool Include(HostString host) => !host.HasValue || _names.Contains(host.Host);

    private static bool IsLoopback(string host) =>
        host.Equals(LocalHost, StringComparison.OrdinalIgnoreCase)
        || host.EndsWith("." + LocalHost, StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address);
}
