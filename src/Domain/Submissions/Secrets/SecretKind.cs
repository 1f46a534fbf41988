namespace Claudit.Submissions.Secrets;

/// <summary>A kind of secret and the shapes in which it is known.</summary>
/// <param name="Id">In kebab case, as reports name it.</param>
/// <param name="What">What docs/submissions.md says that it is.</param>
/// <param name="Source">Where its issuer, or the standard, says what it looks like or where it stands; null when nobody does and only the name counts.</param>
internal sealed record SecretKind(string Id, string What, string? Source, params SecretShape[] Shapes);
