using Claudit.Bench.Load;

// dotnet run -c Release --project bench/Load -- small|large [FOLDER]|many|clients|growth|intake
// Prints how fast Claudit is on this machine; docs/performance.md says what the figures were elsewhere.
Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}");
switch (args)
{
    case ["small"]:
        await SmallAudits.MeasureAsync();
        break;
    case ["large"] or ["large", _]:
        var files = args is [_, var folder] ? [.. MixedSource.In(folder, LargeAudits.Bytes)] : new MixedSource(LargeAudits.Bytes).Files().ToList();
        LargeAnalysis.Measure(files);
        await LargeAudits.MeasureAsync(files);
        break;
    case ["many"]:
        await ManyAudits.MeasureAsync();
        break;
    case ["clients"]:
        await Clients.MeasureAsync();
        break;
    case ["growth"]:
        await Growth.MeasureAsync();
        break;
    case [Growth.Single, var megabytes]:
        await Growth.MeasureSingleAsync(int.Parse(megabytes, null));
        break;
    case ["intake"]:
        await Intake.MeasureAsync();
        break;
    default:
        Console.Error.WriteLine("Name what to measure: small, large, many, clients, growth or intake.");
        return 2;
}

return 0;
