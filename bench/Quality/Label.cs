using System.Text.Json;

namespace Claudit.Bench.Quality;

/// <summary>The defect that was planted in a labelled program; its clean twin has none.</summary>
/// <param name="Path">Of the defect, in the program's <c>guilty</c> folder.</param>
/// <param name="Absence">Whether the defect is that something is missing: any finding of its section in its file counts.</param>
internal sealed record Label(
    string Section, string Check, string Language, string Provider, string Defect, string Path, int StartLine, int EndLine, bool Absence)
{
    public static Label Read(string file) => JsonSerializer.Deserialize<Label>(File.ReadAllText(file), JsonSerializerOptions.Web)
        ?? throw new InvalidDataException($"{file} holds no label.");
}
