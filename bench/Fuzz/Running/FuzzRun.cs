using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Claudit.Bench.Fuzz.Running;

/// <summary>
/// Gives a target so many inputs, one after the other, on a thread with a stack as small as any that the product runs on, and watches from
/// outside that each comes to an end.
/// </summary>
/// <param name="mark">Is told of each input before it is taken; for whoever wants to know which one ended the process.</param>
internal sealed class FuzzRun(FuzzTarget target, int seed, Action<long>? mark = null)
{
    private const int StackBytes = 1 << 20;

    /// <summary>Of so many inputs one is taken twice.</summary>
    private const int TakenTwice = 16;

    private const int MostReasons = 20;

    /// <summary>Of the processor's time, as others may keep the machine busy; and of the clock's, for what waits without end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10), LongestWait = TimeSpan.FromMinutes(2);

    /// <summary>What any input may take, and what it may take more for each of its bytes. A linear pass over a byte takes a hundredth of that.</summary>
    private static readonly TimeSpan Allowed = TimeSpan.FromMilliseconds(250), AllowedPerByte = TimeSpan.FromMicroseconds(20);

    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FuzzFailure> _failures = new(StringComparer.Ordinal);
    private readonly Stopwatch _watch = new();
    private long _begun;
    private long _processorAtBegin;
    private byte[] _input = [];
    private long _index;
    private long _failed;
    private (TimeSpan Time, long Index, int Length) _slowest;
    private readonly List<long> _memory = [];

    /// <summary>The same on every machine.</summary>
    public byte[] InputOf(long index)
    {
        // As FNV-1a has it: names and numbers that are alike give numbers that are not.
        var hash = 14695981039346656037UL;
        foreach (var part in Encoding.UTF8.GetBytes($"{seed} {target.Name} {index}")) hash = (hash ^ part) * 1099511628211UL;
        return target.Input(new Random((int)(hash ^ (hash >> 32))));
    }

    public TargetFigures Run(long inputs)
    {
        var worker = new Thread(() => TakeAll(inputs), StackBytes) { IsBackground = true, Name = target.Name };
        _watch.Start();
        worker.Start();
        while (!worker.Join(TimeSpan.FromMilliseconds(100)))
        {
            var begun = Volatile.Read(ref _begun);
            if (begun == 0 || Stopwatch.GetElapsedTime(begun) is var waited && waited < Patience) continue;
            if (ProcessorTime() - Volatile.Read(ref _processorAtBegin) < Patience.Ticks && waited < LongestWait) continue;
            Fail(Volatile.Read(ref _index), Volatile.Read(ref _input), $"It takes more than {Patience.TotalSeconds} s.", "");
            break;
        }

        return new TargetFigures(
            target.Name, Volatile.Read(ref _index) + 1, _watch.Elapsed, _outcomes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            _slowest.Time, _slowest.Index, _slowest.Length, [.. _memory], [.. _failures.Values], _failed);
    }

    private void TakeAll(long inputs)
    {
        for (var index = 0L; index < inputs; index++)
        {
            var input = InputOf(index);
            Volatile.Write(ref _index, index);
            Volatile.Write(ref _input, input);
            mark?.Invoke(index);
            TakeOne(index, input);
            if (index == inputs / 20 || index == inputs / 2 || index == inputs - 1) _memory.Add(Alive());
        }
    }

    private void TakeOne(long index, byte[] input)
    {
        Volatile.Write(ref _processorAtBegin, ProcessorTime());
        Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
        try
        {
            var outcome = target.Take(input);
            NoteTime(index, input);
            _outcomes[outcome.Kind] = _outcomes.GetValueOrDefault(outcome.Kind) + 1;
            if (index % TakenTwice == 0)
                BrokenPromiseException.ThrowUnless(outcome.Details() == target.Take(input).Details(), "Taken again, the same input comes to something else.");
        }
        catch (Exception error)
        {
            Fail(index, input, error is BrokenPromiseException ? error.Message : $"{error.GetType()}: {error.Message}", error.StackTrace ?? "");
        }
        finally
        {
            Volatile.Write(ref _begun, 0);
        }
    }

    private void NoteTime(long index, byte[] input)
    {
        var time = Stopwatch.GetElapsedTime(_begun);
        var allowed = Allowed + AllowedPerByte * input.Length;
        // Others on the machine disturb the clock, and the compiler a first run.
        for (var again = 0; again < 3 && time > allowed; again++)
        {
            Volatile.Write(ref _processorAtBegin, ProcessorTime());
            Volatile.Write(ref _begun, Stopwatch.GetTimestamp());
            target.Take(input);
            time = TimeSpan.FromTicks(ProcessorTime() - _processorAtBegin);
        }

        if (time > _slowest.Time) _slowest = (time, index, input.Length);
        BrokenPromiseException.ThrowUnless(time <= allowed, $"It takes too long for its size: more than {Allowed.TotalMilliseconds} ms and {AllowedPerByte.TotalMicroseconds} µs a byte.");
    }

    private void Fail(long index, byte[] input, string reason, string trace)
    {
        _failed++;
        // The same fault has the same origin, whatever its message quotes.
        var kind = trace.Length > 0 ? trace.Split('\n')[0] + reason.Split(':')[0] : reason;
        if (_failures.Count < MostReasons) _failures.TryAdd(kind, new FuzzFailure(target.Name, seed, index, input, reason, trace));
    }

    private static long ProcessorTime() => Environment.CpuUsage.TotalTime.Ticks;

    private static long Alive()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
