using Claudit.Storage;
using Claudit.Workflow;

namespace Claudit.Functions.Storage;

/// <summary>What this instance knows of a log, from what it has read and appended. One writer at a time.</summary>
internal sealed class KnownLog
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private long _last;

    /// <summary>Bytes known.</summary>
    public long Length { get; private set; }

    public bool HasEnded { get; private set; }

    /// <summary>What to append for those events that are not there yet; empty when all are.</summary>
    public byte[] Lines(IReadOnlyList<NewProgressEvent> events, DateTimeOffset now)
    {
        var lines = new MemoryStream();
        var (id, ended) = (_last, HasEnded);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var added in events)
        {
            if (ended || _keys.Contains(added.Key) || !keys.Add(added.Key)) continue;
            EventLines.Write(lines, new ProgressEvent(++id, now, added.Key, added.Type, added.Data));
            ended = added.Type == Progress.EndType;
        }

        return lines.ToArray();
    }

    public void Take(byte[] lines)
    {
        foreach (var entry in EventLines.Read(lines))
        {
            _keys.Add(entry.Key);
            _last = entry.Id;
            HasEnded |= entry.Type == Progress.EndType;
        }

        Length += lines.Length;
    }
}
