namespace Claudit.Bench.Fuzz.Events;

/// <summary>What arrives at a client: so many bytes, and then nothing more.</summary>
/// <param name="lost">Is called when the connection is lost, and the server may learn of it.</param>
internal sealed class LostConnection(int most, Action lost) : MemoryStream
{
    public byte[] Arrived => ToArray();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var arrives = (int)Math.Min(buffer.Length, most - Length);
        Write(buffer.Span[..arrives]);
        if (arrives < buffer.Length) lost();
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
}
