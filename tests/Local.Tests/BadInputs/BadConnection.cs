namespace Claudit.BadInputs;

/// <summary>What no client of HTTP sends.</summary>
/// <param name="Sent">To the socket, in Latin-1.</param>
/// <param name="Code">Null for an answer without a body.</param>
/// <param name="Message">Stands in the answer's body, which is empty without one.</param>
internal sealed record BadConnection(string Name, string Sent, int Status, string? Code = null, string Message = "");
