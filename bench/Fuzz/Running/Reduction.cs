namespace Claudit.Bench.Fuzz.Running;

/// <summary>Makes an input that fails smaller, for as long as it fails in the same way.</summary>
internal static class Reduction
{
    public static byte[] Of(byte[] input, Func<byte[], bool> fails)
    {
        for (var block = input.Length / 2; block > 0; block /= 2)
        {
            for (var at = 0; at + block <= input.Length;)
            {
                byte[] shorter = [.. input[..at], .. input[(at + block)..]];
                if (fails(shorter)) input = shorter;
                else at += block;
            }
        }

        return input;
    }
}
