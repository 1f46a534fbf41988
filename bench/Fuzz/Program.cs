using System.CommandLine;
using System.Globalization;
using Claudit.Bench.Fuzz;
using Claudit.Bench.Fuzz.Running;

// dotnet run -c Release --project bench/Fuzz -- [--inputs 1000000] [--seed 1] [--target NAME] [--replay TARGET:INDEX]
// Gives every reader inputs that were never meant to be, and prints what came of them; docs/security.md says what it covers.
var inputs = new Option<long>("--inputs") { Description = "How many inputs, over all targets.", DefaultValueFactory = _ => 1_000_000 };
var seed = new Option<int>("--seed") { Description = "The same seed gives the same inputs.", DefaultValueFactory = _ => 1 };
var target = new Option<string>("--target") { Description = "This target alone, with all of the inputs." };
target.AcceptOnlyFromAmong([.. FuzzTargets.All.Select(each => each.Name)]);
var replay = new Option<string>("--replay") { Description = "Take one input again, as TARGET:INDEX, and say what comes of it and of a smaller one." };
var command = new RootCommand("Finds inputs that break Claudit.") { Options = { inputs, seed, target, replay } };
command.SetAction(parse =>
{
    if (parse.GetValue(replay)?.Split(':') is [var name, var index])
        return Replay.Run(FuzzTargets.All.Single(each => each.Name == name), parse.GetValue(seed), long.Parse(index, CultureInfo.InvariantCulture));
    return new Campaign(parse.GetValue(seed)).Run(FuzzTargets.All.Where(each => parse.GetValue(target) is not { } only || only == each.Name), parse.GetValue(inputs));
});
return command.Parse(args).Invoke();
