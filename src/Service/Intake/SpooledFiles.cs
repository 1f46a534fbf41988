using Claudit.Submissions;

namespace Claudit.Intake;

/// <summary>Files that lie one after the other in a spool: the parts of a form.</summary>
/// <param name="content">Seekable; the caller disposes it.</param>
internal sealed class SpooledFiles(Stream content) : SubmissionSource
{
    private readonly List<(string Path, long Start, long Length)> _files = [];

    public int Count => _files.Count;

    public void Add(string path, long start, long length) => _files.Add((path, start, length));

    public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) => _files.Select((file, index) =>
        new SubmittedEntry(file.Path, () => expansion.Count(new Part(content, file.Start, file.Length))) { Pointer = $"/files/{index}" });

    private sealed class Part(Stream content, long start, long length) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => length;

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            content.Position = start + _read;
            var read = content.Read(buffer[..(int)Math.Min(buffer.Length, length - _read)]);
            _read += read;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
