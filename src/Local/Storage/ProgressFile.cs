using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Claudit.Storage;

namespace Claudit.Local.Storage;

/// <summary>The log of one audit that still goes on: knows which keys are there and where each event ends.</summary>
internal sealed class ProgressFile
{
    private const int ChecksumLength = 16;
    private const string EndType = Workflow.Progress.EndType;

    private readonly Lock _guard = new();
    private readonly string _path;
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<long> _ends = [0];

    private ProgressFile(string path) => _path = path;

    /// <summary>Whether nothing more is appended: after its last event, and once it is deleted.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Id of the newest event; 0 when there is none.</summary>
    public long Last
    {
        get
        {
            lock (_guard) return _ends.Count - 1;
        }
    }

    /// <summary>Begins a log; does nothing when there is one.</summary>
    public static void Create(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0).Dispose();
    }

    public static ProgressFile Open(string path)
    {
        var file = new ProgressFile(path);
        foreach (var (entry, end) in Lines(path, 0)) file.Take(entry, end);
        return file;
    }

    /// <summary>The events above an id; empty when there is no file.</summary>
    public static ImmutableArray<ProgressEvent> ReadAll(string path, long after) =>
        [.. Lines(path, 0).Select(line => line.Entry).Where(entry => entry.Id > after)];

    public void Append(IEnumerable<NewProgressEvent> events, DateTimeOffset now)
    {
        lock (_guard)
        {
            if (HasEnded) return;
            var lines = new MemoryStream();
            var start = _ends[^1];
            var taken = new List<(ProgressEvent Entry, long End)>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            foreach (var added in events)
            {
                if (taken is [.., { Entry.Type: EndType }]) break;
                if (_keys.Contains(added.Key) || !keys.Add(added.Key)) continue;
                var entry = new ProgressEvent(_ends.Count + taken.Count, now, added.Key, added.Type, added.Data);
                var json = JsonSerializer.SerializeToUtf8Bytes(entry, ProgressFileJson.Default.ProgressEvent);
                lines.Write(Checksum(json));
                lines.Write(json);
                lines.WriteByte((byte)'\n');
                taken.Add((entry, start + lines.Length));
            }

            if (taken.Count == 0) return;
            using var file = OpenToWrite();
            HasEnded = file is null;
            if (file is null) return;
            // A crash may have left half a line there.
            file.SetLength(start);
            file.Position = start;
            file.Write(lines.GetBuffer(), 0, (int)lines.Length);
            file.Flush(flushToDisk: true);
            foreach (var (entry, end) in taken) Take(entry, end);
        }
    }

    /// <summary>Deletes the file; whoever still holds the log writes nothing more to it.</summary>
    public void Delete()
    {
        lock (_guard)
        {
            HasEnded = true;
            if (File.Exists(_path)) File.Delete(_path);
        }
    }

    public ImmutableArray<ProgressEvent> Above(long after)
    {
        lock (_guard)
        {
            var first = (int)Math.Clamp(after, 0, _ends.Count - 1);
            return first == _ends.Count - 1 ? [] : [.. Lines(_path, _ends[first]).Select(line => line.Entry)];
        }
    }

    /// <summary>Null when the log was deleted.</summary>
    private FileStream? OpenToWrite()
    {
        try
        {
            return new FileStream(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 0);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private void Take(ProgressEvent entry, long end)
    {
        _keys.Add(entry.Key);
        _ends.Add(end);
        HasEnded |= entry.Type == EndType;
    }

    private static byte[] Checksum(ReadOnlySpan<byte> json) => Encoding.ASCII.GetBytes($"{XxHash3.HashToUInt64(json):x16} ");

    /// <summary>The whole lines from an offset on, each with the offset behind it.</summary>
    /// <exception cref="DamagedObjectException">A line is not what was written, or one is missing between two.</exception>
    private static List<(ProgressEvent Entry, long End)> Lines(string path, long from)
    {
        var lines = new List<(ProgressEvent, long)>();
        if (!File.Exists(path)) return lines;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Max(0, file.Length - from)];
        file.Position = from;
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        for (int start = 0, size; (size = bytes.AsSpan(start, length - start).IndexOf((byte)'\n')) >= 0; start += size + 1)
        {
            var line = bytes.AsSpan(start, size);
            var json = line[Math.Min(size, ChecksumLength + 1)..];
            if (!line[..^json.Length].SequenceEqual(Checksum(json))) throw Damaged(path);
            var entry = JsonSerializer.Deserialize(json, ProgressFileJson.Default.ProgressEvent) ?? throw new JsonException("An event is null.");
            if (entry.Id != (lines is [.., var last] ? last.Item1.Id + 1 : from == 0 ? 1 : entry.Id)) throw Damaged(path);
            lines.Add((entry, from + start + size + 1));
        }

        return lines;
    }

    private static DamagedObjectException Damaged(string path) =>
        new($"logs/{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileNameWithoutExtension(path)}");
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ProgressEvent))]
internal sealed partial class ProgressFileJson : JsonSerializerContext;
