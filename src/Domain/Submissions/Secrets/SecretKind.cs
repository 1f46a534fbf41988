namespace Claudit.Submissions.Secrets;

/// <summary>A kind of secret and the shapes in which it is known.</summary>
/// <param name="Id">In kebab case, as reports name it.</param>
/// <param name="What">What docs/submissions.md says that it is.</param>
/// <param name="Source">
/// The page of its issuer, or the standard, about it; null when nothing but the name says what it is. Lengths and alphabets that the page leaves out are
/// those that open-source scanners publish.
/// </param>
internal sealed record SecretKind(string Id, string What, string? Source, params SecretShape[] Shapes);
