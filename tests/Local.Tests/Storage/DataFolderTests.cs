using Claudit.Local.Storage;
using Xunit;

namespace Claudit.Storage;

public sealed class DataFolderTests
{
    [Fact]
    public void A_second_server_is_refused_and_told_why()
    {
        using var parent = new TemporaryFolder();
        var path = Path.Combine(parent.Path, "new", "data");
        using (DataFolder.TryOpen(path, out var none))
        {
            Assert.Null(none);
            Assert.Null(DataFolder.TryOpen(path, out var problem));
            Assert.Equal("data-in-use", problem!.Code);
            Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        }

        using var later = DataFolder.TryOpen(path, out _);
        Assert.NotNull(later);
    }

    [Fact]
    public void No_other_user_of_the_machine_gets_into_a_folder_that_was_made()
    {
        using var parent = new TemporaryFolder();
        var path = Path.Combine(parent.Path, "data");
        using var data = DataFolder.TryOpen(path, out _);

        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told()
    {
        using var parent = new TemporaryFolder();
        var file = Path.Combine(parent.Path, "file");
        File.WriteAllText(file, "");

        Assert.Null(DataFolder.TryOpen(Path.Combine(file, "data"), out var problem));
        Assert.Equal("data-unusable", problem!.Code);
    }
}
