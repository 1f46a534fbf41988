namespace Claudit.BadInputs;

/// <summary>A command that is refused with exit code 2 and nothing on the standard output.</summary>
/// <param name="Arguments">Parted by spaces; <c>{dir}</c> is a folder of the test's own.</param>
/// <param name="Message">Stands on the error stream; so does <c>{dir}</c> there.</param>
internal sealed record BadCommand(string Arguments, string Message)
{
    /// <summary>Files in the folder, with their content.</summary>
    public (string Path, byte[] Content)[] Files { get; init; } = [];

    public string Name { get; init; } = Arguments;
}
