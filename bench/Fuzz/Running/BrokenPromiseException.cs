namespace Claudit.Bench.Fuzz.Running;

/// <summary>Something that is promised of any input does not hold for one.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message)
{
    public static void ThrowUnless(bool holds, string promise)
    {
        if (!holds) throw new BrokenPromiseException(promise);
    }
}
