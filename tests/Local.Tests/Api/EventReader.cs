using System.Net.ServerSentEvents;
using Xunit;

namespace Claudit.Api;

internal sealed record StreamEvent(string Id, string Type, string Data);

/// <summary>Reads server-sent events as browsers do.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly SseParser<string> _parser;
    private readonly IAsyncEnumerator<SseItem<string>> _items;

    public EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _parser = SseParser.Create(stream);
        _items = _parser.EnumerateAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
    }

    /// <summary>How long the server wants its client to wait before it comes back.</summary>
    public TimeSpan ReconnectAfter => _parser.ReconnectionInterval;

    /// <summary>The next event; null at the stream's end.</summary>
    public async Task<StreamEvent?> NextAsync() => await _items.MoveNextAsync()
        ? new StreamEvent(_items.Current.EventId ?? "", _items.Current.EventType, _items.Current.Data)
        : null;

    /// <summary>All events up to the stream's end but its pings.</summary>
    public async Task<List<StreamEvent>> RestAsync()
    {
        var events = new List<StreamEvent>();
        while (await NextAsync() is { } next)
            if (next.Type != "ping")
                events.Add(next);
        return events;
    }

    public async ValueTask DisposeAsync()
    {
        _response.Dispose();
        await _items.DisposeAsync();
    }
}
