namespace Claudit.BadInputs;

/// <summary>A command that is refused with exit code 2 and nothing on the standard output.</summary>
/// <param name="Arguments">Parted by spaces; <c>{dir}</c> is a folder of the test's own.</param>
/// <param name="Message">Stands on the error stream; so does <c>{dir}</c> there.</param>
internal sealed record BadCommand(string Arguments, string Message)
{
    /// <summary>The standard input of the program, which then runs as a process of its own; null for none.</summary>
    public byte[]? Input { get; init; }

    /// <summary>Pipes, sockets and links in the folder: <c>pipe a</c>, <c>socket a</c>, <c>link a b</c>.</summary>
    public string[] Special { get; init; } = [];

    /// <summary>Files in the folder, with their content.</summary>
    public (string Path, byte[] Content)[] Files { get; init; } = [];

    public string Name { get; init; } = Arguments;
}
