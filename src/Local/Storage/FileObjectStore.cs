using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using System.Text;
using Claudit.Storage;

namespace Claudit.Local.Storage;

/// <summary>
/// One file an object, in folders by the key's segments. An object is written to a temporary name, flushed and renamed. Its first line is
/// its version and a checksum of it and the content, so that what a disk has lost or changed is told and not taken for what was written; a
/// file's name ends in <c>~</c>, which no key can, so that an object may be called like a folder. It belongs to one process.
/// </summary>
public sealed class FileObjectStore : IObjectStore
{
    private const int VersionLength = 16;
    private const int ChecksumLength = 16;
    private const int HeaderLength = VersionLength + 1 + ChecksumLength + 1;
    private const char FileMark = '~';

    private readonly string _root;
    private readonly string _temporary;
    private readonly TimeProvider _time;
    private readonly Lock[] _writing = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private long _lastVersion;
    private long _lastTemporary;

    /// <param name="root">Created where it is missing. What a crash left half written there is deleted.</param>
    public FileObjectStore(string root, TimeProvider time)
    {
        _root = Path.GetFullPath(root);
        _temporary = Path.Combine(_root, "temporary" + FileMark);
        _time = time;
        if (Directory.Exists(_temporary)) Directory.Delete(_temporary, recursive: true);
        Directory.CreateDirectory(_temporary);
    }

    public Task<StoredObject?> GetAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult(Read(key) is { } whole ? new StoredObject(whole.AsMemory(HeaderLength), VersionIn(whole)) : null);
    }

    /// <summary>Reads the whole object first: what of it is damaged shows only then.</summary>
    public Task<Stream?> OpenReadAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Task.FromResult<Stream?>(Read(key) is { } whole ? new MemoryStream(whole, HeaderLength, whole.Length - HeaderLength, writable: false) : null);
    }

    private byte[]? Read(string key)
    {
        using var file = Open(FileOf(key));
        if (file is null) return null;
        var whole = new byte[file.Length];
        var length = file.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false);
        if (length < HeaderLength || !Header(VersionIn(whole), whole.AsSpan(HeaderLength, length - HeaderLength)).AsSpan().SequenceEqual(whole.AsSpan(0, HeaderLength)))
            throw new DamagedObjectException(key);
        return whole;
    }

    public Task<string?> PutAsync(string key, ReadOnlyMemory<byte> content, WriteCondition condition, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var path = FileOf(key);
        lock (LockOf(key))
        {
            if (condition != WriteCondition.None && !condition.Holds(VersionOf(path))) return Task.FromResult<string?>(null);
            var version = NextVersion();
            var temporary = Path.Combine(_temporary, Interlocked.Increment(ref _lastTemporary).ToString(CultureInfo.InvariantCulture));
            try
            {
                Directory.CreateDirectory(_temporary);
                Write(temporary, version, content.Span);
                Move(temporary, path);
            }
            catch
            {
                // Of what is not stored nothing may stay.
                if (File.Exists(temporary)) File.Delete(temporary);
                throw;
            }

            return Task.FromResult<string?>(version);
        }
    }

    public Task DeleteAsync(string key, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var path = FileOf(key);
        lock (LockOf(key))
            if (File.Exists(path))
                File.Delete(path);
        return Task.CompletedTask;
    }

    public Task DeleteAllAsync(string prefix, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var folder = FolderOf(prefix);
        for (var attempt = 1; Directory.Exists(folder); attempt++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (attempt < 3)
            {
                // Somebody has written into it meanwhile.
            }
        }

        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<string> ListAsync(string prefix, string? after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.CompletedTask;
        var start = prefix[..(prefix.LastIndexOf('/') + 1)];
        foreach (var key in Under(start, prefix, after))
        {
            cancel.ThrowIfCancellationRequested();
            yield return key;
        }
    }

    private IEnumerable<string> Under(string folderKey, string prefix, string? after)
    {
        var folder = folderKey.Length == 0 ? _root : FolderOf(folderKey.TrimEnd('/'));
        if (!Directory.Exists(folder)) yield break;
        foreach (var key in Entries(folder).Select(entry => folderKey + entry).Order(StringComparer.Ordinal))
        {
            if (!key.EndsWith('/'))
            {
                if (key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || string.CompareOrdinal(key, after) > 0))
                    yield return key;
                continue;
            }

            var mayMatch = key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal);
            var mayFollow = after is null || after.StartsWith(key, StringComparison.Ordinal) || string.CompareOrdinal(key, after) > 0;
            if (!mayMatch || !mayFollow) continue;
            foreach (var inner in Under(key, prefix, after)) yield return inner;
        }
    }

    /// <summary>What is in a folder, by the next part of its key: folders with a slash behind them.</summary>
    private static List<string> Entries(string folder)
    {
        var entries = new List<string>();
        try
        {
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                var isFolder = entry.Attributes.HasFlag(FileAttributes.Directory);
                // What file systems and their repairs put there has other names.
                if (isFolder != entry.Name.EndsWith(FileMark) && ObjectKey.IsSegment(entry.Name.AsSpan().TrimEnd(FileMark))) entries.Add(isFolder ? entry.Name + "/" : entry.Name[..^1]);
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Deleted while we looked: what was read of it may be gone as well.
        }

        return entries;
    }

    private static FileStream? Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    private static string? VersionOf(string path)
    {
        using var file = Open(path);
        if (file is null) return null;
        var version = new byte[VersionLength];
        // A file that is cut short has some version that nobody asks for.
        file.ReadAtLeast(version, VersionLength, throwOnEndOfStream: false);
        return VersionIn(version);
    }

    private static string VersionIn(ReadOnlySpan<byte> file) => Encoding.ASCII.GetString(file[..VersionLength]);

    private static byte[] Header(string version, ReadOnlySpan<byte> content)
    {
        // The version is the seed, so that the checksum is of both.
        var seed = BinaryPrimitives.ReadInt64LittleEndian(XxHash3.Hash(Encoding.ASCII.GetBytes(version)));
        return Encoding.ASCII.GetBytes($"{version} {XxHash3.HashToUInt64(content, seed):x16}\n");
    }

    private static void Move(string temporary, string path)
    {
        try
        {
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception missing) when (missing is DirectoryNotFoundException or FileNotFoundException)
        {
            // The folder was missing, or somebody deleted it just now. The latter is thrown where somebody has made it again meanwhile.
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
        }
    }

    private static void Write(string path, string version, ReadOnlySpan<byte> content)
    {
        // A name of its own needs no lock, which some file systems refuse for a moment where another file has just been.
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var whole = new byte[HeaderLength + content.Length];
        Header(version, content).CopyTo(whole, 0);
        content.CopyTo(whole.AsSpan(HeaderLength));
        file.Write(whole);
        file.Flush(flushToDisk: true);
    }

    // Rises with every write, and with the clock from one process to the next.
    private string NextVersion()
    {
        while (true)
        {
            var last = Interlocked.Read(ref _lastVersion);
            var next = Math.Max(last + 1, _time.GetUtcNow().UtcTicks);
            if (Interlocked.CompareExchange(ref _lastVersion, next, last) == last) return next.ToString("x16", CultureInfo.InvariantCulture);
        }
    }

    private Lock LockOf(string key) => _writing[(uint)string.GetHashCode(key, StringComparison.Ordinal) % _writing.Length];

    private string FileOf(string key) => FolderOf(key) + FileMark;

    private string FolderOf(string key) => Path.Combine(_root, ObjectKey.Check(key).Replace('/', Path.DirectorySeparatorChar));
}
