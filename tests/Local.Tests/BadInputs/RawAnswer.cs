using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Claudit.BadInputs;

/// <summary>What comes back for bytes that are sent as they are.</summary>
internal sealed record RawAnswer(int Status, string Body)
{
    public static async Task<RawAnswer> ToAsync(string address, string sent, CancellationToken cancel)
    {
        using var client = await SendAsync(address, sent, cancel);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        var status = int.Parse((await reader.ReadLineAsync(cancel))!.Split(' ')[1], null);
        var length = 0;
        while (await reader.ReadLineAsync(cancel) is { Length: > 0 } header)
            if (Regex.Match(header, "^Content-Length: ([0-9]+)$") is { Success: true } match) length = int.Parse(match.Groups[1].Value, null);
        var body = new char[length];
        await reader.ReadBlockAsync(body, cancel);
        return new RawAnswer(status, new string(body));
    }

    /// <summary>Sends, and leaves without a word of farewell.</summary>
    public static async Task LeaveAsync(string address, string sent, CancellationToken cancel)
    {
        using var client = await SendAsync(address, sent, cancel);
        client.LingerState = new LingerOption(enable: true, seconds: 0);
    }

    private static async Task<TcpClient> SendAsync(string address, string sent, CancellationToken cancel)
    {
        var uri = new Uri(address);
        var client = new TcpClient();
        await client.ConnectAsync(uri.Host, uri.Port, cancel);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(sent), cancel);
        return client;
    }
}
