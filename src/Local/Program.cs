using Claudit.Local.Commands;

return await new CommandLine(Terminal.OfProcess(), rules: [], serve: (_, _) => Task.FromResult(0)).RunAsync(args);
