namespace Claudit.Analysis.Extraction;

/// <summary>Names by which code answers, logs, measures and tells.</summary>
internal static class Signals
{
    public static bool Responds(Callee callee) => callee.Last switch
    {
        "json" or "send" or "end" or "sendStatus" or "redirect" or "sendFile" =>
            callee.Path.StartsWith("res.", StringComparison.Ordinal) || callee.Path.StartsWith("reply.", StringComparison.Ordinal) || callee.Path.StartsWith("response.", StringComparison.Ordinal)
            || callee.Path.StartsWith("ctx.res", StringComparison.Ordinal) || callee.Path.StartsWith("rep.", StringComparison.Ordinal),
        _ => false,
    };
}
