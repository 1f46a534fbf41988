using System.Runtime.CompilerServices;
using Xunit;

namespace Claudit.Submissions;

/// <summary>Reading needs memory for the file that is being read, however many there are and however large they are together.</summary>
public sealed class OneFileAtATimeTests
{
    private const int Files = 40;

    [Fact]
    public void No_file_is_opened_before_the_one_before_it_is_closed_and_handed_on()
    {
        var source = new WatchedSource();
        var handedOn = 0;
        foreach (var file in new SubmissionReader(source, new SubmissionLimits()).Files(TestContext.Current.CancellationToken))
        {
            Assert.Equal($"file{handedOn++:D2}.ts", file.Path);
            Assert.Equal((handedOn, 0), (source.Opened, source.Open));
        }

        Assert.Equal(Files, handedOn);
    }

    [Fact]
    public void Nothing_holds_a_text_that_has_been_handed_on()
    {
        var texts = new List<WeakReference>();
        foreach (var file in new SubmissionReader(new WatchedSource(), new SubmissionLimits()).Files(TestContext.Current.CancellationToken)) Watch(texts, file);

        GC.Collect();
        // The last may still stand in a register.
        Assert.InRange(texts.Count(text => text.IsAlive), 0, 1);
    }

    [Fact]
    public void Of_a_file_no_more_is_read_than_one_may_have()
    {
        var source = new WatchedSource(length: long.MaxValue);
        var reader = new SubmissionReader(source, new SubmissionLimits { FileBytes = 1_000, ExpandedBytes = 1_000_000 });
        Assert.Empty(reader.Files(TestContext.Current.CancellationToken));
        Assert.Equal(Files * 1_001, source.Read);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Watch(List<WeakReference> texts, SourceFile file) => texts.Add(new WeakReference(file.Text));

    /// <summary>Files of one letter over and over; knows how many are open.</summary>
    private sealed class WatchedSource(long length = 10_000) : SubmissionSource
    {
        public int Opened { get; private set; }

        public int Open { get; private set; }

        public long Read { get; private set; }

        public override IEnumerable<SubmittedEntry> Entries(Expansion expansion) =>
            Enumerable.Range(0, Files).Select(index => new SubmittedEntry($"file{index:D2}.ts", () => expansion.Count(new Letters(this, length))));

        private sealed class Letters : ReadOnlyStream
        {
            private readonly WatchedSource _source;
            private long _left;

            public Letters(WatchedSource source, long length)
            {
                (_source, _left) = (source, length);
                source.Opened++;
                source.Open++;
            }

            public override int Read(Span<byte> buffer)
            {
                var read = (int)Math.Min(_left, buffer.Length);
                // Not on one line without end, which is taken for minified code.
                for (var i = 0; i < read; i++) buffer[i] = (byte)(i % 60 == 59 ? '\n' : 'x');
                _left -= read;
                _source.Read += read;
                return read;
            }

            protected override void Dispose(bool disposing)
            {
                if (disposing) _source.Open--;
                base.Dispose(disposing);
            }
        }
    }
}
