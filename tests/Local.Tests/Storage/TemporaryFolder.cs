namespace Claudit.Storage;

/// <summary>A folder of one test, deleted with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("claudit-tests-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
