namespace Claudit.Bench.Fuzz.Running;

/// <summary>One way in for bytes from strangers.</summary>
internal abstract class FuzzTarget
{
    public abstract string Name { get; }

    /// <summary>How many of a thousand inputs are for this target.</summary>
    public abstract int Share { get; }

    /// <summary>An input that depends on nothing but the numbers drawn.</summary>
    public abstract byte[] Input(Random random);

    /// <summary>Takes the input in as the product does.</summary>
    /// <exception cref="BrokenPromiseException">Something that is promised of any input does not hold for this one.</exception>
    public abstract FuzzOutcome Take(byte[] input);
}

/// <param name="Kind"><c>accepted</c> or a word of the target's for it, or the code of the first problem.</param>
/// <param name="Details">All that came of it, as text: the same input has the same. Called at most once.</param>
internal sealed record FuzzOutcome(string Kind, Func<string> Details);
