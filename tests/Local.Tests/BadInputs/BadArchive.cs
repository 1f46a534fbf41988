namespace Claudit.BadInputs;

/// <summary>An archive that cannot be taken as it stands. The API answers it alike to who starts an audit and to who asks for an estimate.</summary>
/// <param name="Ending">Of the file's name, which tells the command line what it is: <c>.zip</c> or <c>.tar.gz</c>.</param>
/// <param name="Message">Stands in the answer's <c>detail</c>, and in what the command line says unless it skips.</param>
/// <param name="Skipped">
/// What the command line lists in its report instead, as it has a file that the rest can be audited without, such as <c>1 link: a.ts</c>.
/// </param>
internal sealed record BadArchive(string Name, string Ending, byte[] Content, int Status, string Code, string Message, string? Skipped = null)
{
    /// <summary>Where <c>errors</c> has the message; empty for the archive as a whole.</summary>
    public string Place { get; init; } = "";

    public string MediaType => Ending == ".zip" ? "application/zip" : "application/gzip";
}
