namespace Claudit.Submissions;

/// <summary>
/// Counts what one pass over a source really reads, whatever the source declares, and keeps the first fault. Its streams do not
/// throw on malformed or endless content: they end.
/// </summary>
/// <param name="limit">How many bytes may be read in all.</param>
public sealed class Expansion(long limit)
{
    private long _bytes;

    public bool TooLarge => _bytes > limit;

    /// <summary>Tells the archive that is being read from others; null where there is one alone.</summary>
    public string? Archive { get; set; }

    /// <summary>What is wrong with the archive; null while nothing is.</summary>
    public string? Malformed { get; private set; }

    public bool Failed => TooLarge || Malformed is not null;

    public void Fail(string reason) => Malformed ??= reason;

    /// <summary>A stream whose bytes count here; disposing it disposes <paramref name="inner"/>.</summary>
    /// <param name="damaged">What is wrong with the archive when it cannot be unpacked.</param>
    public Stream Count(Stream inner, string damaged = "its compressed data is damaged") => new CountedStream(inner, this, damaged);

    private sealed class CountedStream(Stream inner, Expansion expansion, string damaged) : ReadOnlyStream
    {
        public override int Read(Span<byte> buffer)
        {
            if (expansion.Failed) return 0;
            try
            {
                var read = inner.Read(buffer);
                expansion._bytes += read;
                return expansion.TooLarge ? 0 : read;
            }
            catch (InvalidDataException)
            {
                // The decompressors of the framework have no other way to say so.
                expansion.Fail(damaged);
                return 0;
            }
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
