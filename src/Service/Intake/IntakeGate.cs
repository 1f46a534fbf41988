using Claudit.Api;
using Claudit.Audits;

namespace Claudit.Intake;

/// <summary>
/// Lets so many submissions be read at once: to unpack, decode and mask one keeps a processor busy for as long as seconds. The others wait for
/// a while, and are then sent away.
/// </summary>
/// <param name="atOnce">At least 1.</param>
public sealed class IntakeGate(int atOnce, TimeSpan patience, TimeProvider time) : IDisposable
{
    private const int PlacesPerCore = 4;

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _room = new(atOnce);

    public static IntakeGate Of(ApiOptions options, TimeProvider time) =>
        new(options.IntakesAtOnce ?? PlacesPerCore * Environment.ProcessorCount, options.IntakePatience, time);

    public int AtOnce => atOnce;

    /// <summary>What an answer says to whom there was no room for.</summary>
    public Overload Overload => new($"As many submissions are being read as may be ({atOnce}), and there was no room for this one within {patience.TotalSeconds:0.#} s: send it again later.", RetryAfter);

    /// <summary>Null when there was no room in time; else to be disposed when the submission is read.</summary>
    public async Task<IDisposable?> EnterAsync(CancellationToken cancel)
    {
        using var patient = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patient.Token, cancel);
        try
        {
            await _room.WaitAsync(either.Token);
            return new Place(_room);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose() => _room.Dispose();

    private sealed class Place(SemaphoreSlim room) : IDisposable
    {
        public void Dispose() => room.Release();
    }
}
