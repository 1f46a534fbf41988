using Claudit.Bench.Fuzz;
using Claudit.Bench.Fuzz.Running;
using Xunit;

namespace Claudit.Fuzzing;

/// <summary>The first inputs of each target of bench/Fuzz. It runs millions; these show that what they have found stays mended.</summary>
public sealed class FuzzedInputs
{
    private const int Inputs = 1_000;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Any_input_comes_to_a_result_or_a_problem(string name)
    {
        var target = FuzzTargets.All.Single(each => each.Name == name);
        var figures = new FuzzRun(target, seed: 20_261_128).Run(Inputs * target.Share / FuzzTargets.All.Sum(each => each.Share));
        Assert.Empty(figures.Failures.Select(failure => $"{failure.Target}:{failure.Index} {failure.Reason}"));
    }
}
