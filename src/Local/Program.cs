using Claudit.Analysis.Rules;
using Claudit.Local.Commands;
using Claudit.Local.Serving;

return await new CommandLine(Terminal.OfProcess(), [.. RuleBook.All.Select(rule => rule.Info)], ClauditHost.RunAsync).RunAsync(args);
