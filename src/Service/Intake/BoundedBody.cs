namespace Claudit.Intake;

/// <summary>A request's body that ends where it may go on no longer, and where it cannot be read: both are told, not thrown.</summary>
/// <param name="limit">In bytes.</param>
internal sealed class BoundedBody(Stream body, long limit) : Stream
{
    private long _read;

    public bool TooLarge => _read > limit;

    /// <summary>Whether it was cut short, came too slowly, or was framed wrongly.</summary>
    public bool Incomplete { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (TooLarge || Incomplete) return 0;
        try
        {
            var read = await body.ReadAsync(buffer, cancellationToken);
            _read += read;
            return TooLarge ? 0 : read;
        }
        catch (IOException)
        {
            Incomplete = true;
            return 0;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Bodies are read asynchronously.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
