namespace Claudit.Functions.Orchestration;

/// <summary>
/// What an activity tells its orchestration: its output, or that it was interrupted, as its audit was canceled. That is no failure, which
/// Durable Functions would count and have tried again.
/// </summary>
/// <param name="Output">Means nothing when it was interrupted.</param>
public sealed record ActivityAnswer<TOutput>(TOutput? Output, bool Interrupted);
