using Claudit.Analysis.Rules;
using Claudit.Local.Commands;

return await new CommandLine(
    Terminal.OfProcess(),
    rules: [.. RuleBook.All.Select(rule => rule.Info)],
    serve: (_, _) => Task.FromResult(0)).RunAsync(args);
