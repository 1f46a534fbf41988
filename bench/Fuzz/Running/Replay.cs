using System.Text;

namespace Claudit.Bench.Fuzz.Running;

/// <summary>Takes one input again, with the exceptions that the product itself caught, and makes it smaller when it fails.</summary>
internal static class Replay
{
    public static int Run(FuzzTarget target, int seed, long index)
    {
        var input = new FuzzRun(target, seed).InputOf(index);
        if (Failure(target, input) is not { } reason)
        {
            Console.WriteLine($"{target.Name}:{index}, {input.Length} bytes: {target.Take(input).Kind}");
            return 0;
        }

        var smaller = Reduction.Of(input, shorter => Kind(Failure(target, shorter)) == Kind(reason));
        AppDomain.CurrentDomain.FirstChanceException += (_, thrown) => Console.WriteLine($"{thrown.Exception.GetType()}: {thrown.Exception.Message}\n{Environment.StackTrace}\n");
        Failure(target, smaller);
        Console.WriteLine($"{reason}\n{input.Length} bytes, {smaller.Length} when reduced:\n{Encoding.UTF8.GetString(smaller)}\n{Convert.ToHexString(smaller)}");
        return 1;
    }

    private static string? Failure(FuzzTarget target, byte[] input)
    {
        try
        {
            BrokenPromiseException.ThrowUnless(target.Take(input).Details() == target.Take(input).Details(), "Taken again, the same input comes to something else.");
            return null;
        }
        catch (Exception error)
        {
            return $"{error.GetType()}: {error.Message}\n{error.StackTrace}";
        }
    }

    private static string? Kind(string? failure) => failure?.Split(':', '\n') is [var type, var message, ..] ? type + message[..Math.Min(40, message.Length)] : null;
}
