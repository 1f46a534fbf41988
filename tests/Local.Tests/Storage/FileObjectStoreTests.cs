using System.Text;
using Claudit.Local.Storage;
using Xunit;

namespace Claudit.Storage;

public sealed class FileObjectStoreTests : ObjectStoreContract
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(_folder.Path, "objects");

    [Fact]
    public async Task Another_process_reads_what_was_written()
    {
        var version = await Open().PutAsync("a/b", "content"u8.ToArray(), WriteCondition.None, Cancel);

        var found = await Open().GetAsync("a/b", Cancel);

        Assert.Equal("content", Encoding.UTF8.GetString(found!.Content.Span));
        Assert.Equal(version, found.Version);
    }

    [Fact]
    public async Task What_a_crash_left_half_written_is_gone_and_was_never_seen()
    {
        await Open().PutAsync("a", "whole"u8.ToArray(), WriteCondition.None, Cancel);
        var temporary = Path.Combine(Root, "temporary~", "17");
        await File.WriteAllTextAsync(temporary, "ha", Cancel);

        var store = Open();

        Assert.False(File.Exists(temporary));
        var keys = new List<string>();
        await foreach (var key in store.ListAsync("", null, Cancel)) keys.Add(key);
        Assert.Equal(["a"], keys);
    }

    [Fact]
    public async Task Of_a_write_that_fails_nothing_stays()
    {
        var store = Open();
        await File.WriteAllTextAsync(Path.Combine(Root, "taken"), "A file where a folder has to be.", Cancel);

        await Assert.ThrowsAnyAsync<IOException>(() => store.PutAsync("taken/by", "source"u8.ToArray(), WriteCondition.None, Cancel));

        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "temporary~")));
    }

    [Fact]
    public async Task Readers_see_the_old_object_or_the_new_one_while_it_is_written()
    {
        var store = Open();
        byte[][] contents = [.. new[] { 'a', 'b' }.Select(letter => Encoding.UTF8.GetBytes(new string(letter, 50_000)))];
        await store.PutAsync("busy", contents[0], WriteCondition.None, Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i <= 50; i++) await store.PutAsync("busy", contents[i % 2], WriteCondition.None, Cancel);
            },
            Cancel);

        while (!writing.IsCompleted)
        {
            var read = (await store.GetAsync("busy", Cancel))!.Content.ToArray();
            Assert.Equal(50_000, read.Length);
            Assert.Single(read.Distinct());
        }

        await writing;
    }

    protected override IObjectStore CreateStore() => Open();

    protected override void CleanUp() => _folder.Dispose();

    private FileObjectStore Open() => new(Root, TimeProvider.System);
}
