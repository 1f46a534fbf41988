using System.Globalization;
using Claudit.Audits;
using Claudit.Bench.Quality;
using Claudit.Findings;

// dotnet run -c Release --project bench/Quality [-- --misses] [CORPUS...]
// Prints recall and precision of the embedded auditor on labelled programs, by section, language and rule, and what it missed.
// dotnet run -c Release --project bench/Quality -- --secrets
// Prints recall and precision of the masking of secrets, by kind, and each sample on which it is wrong.
if (args is ["--secrets"])
{
    SecretSamples.Measure(Path.Combine("tests", "fixtures", "secrets"));
    return;
}

var corpora = args.Where(arg => !arg.StartsWith('-')).DefaultIfEmpty(Path.Combine("bench", "Quality", "corpus"));
var reading = CatalogFolder.Read(CatalogFolder.Delivered);
var definition = reading.Catalog?.Find("metered-billing")
    ?? throw new InvalidDataException(string.Join('\n', reading.Problems.Select(problem => $"{problem.Pointer}: {problem.Message}")));
var programs = corpora.SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal)
    .Select(folder => LabelledProgram.Audit(folder, definition)).ToList();

Print("all", programs);
foreach (var group in programs.GroupBy(program => program.Label.Section)) Print(group.Key, [.. group]);
foreach (var group in programs.GroupBy(program => program.Label.Language).OrderBy(group => group.Key, StringComparer.Ordinal)) Print(group.Key, [.. group]);
Console.WriteLine();
foreach (var rule in programs.SelectMany(program => program.Hits.Select(finding => (finding.Rule, Right: true))
    .Concat(program.Strays.Concat(program.FalseAlarms).Select(finding => (finding.Rule, Right: false)))).GroupBy(each => each.Rule).OrderBy(group => group.Key, StringComparer.Ordinal))
{
    Console.WriteLine($"{rule.Key,-60} right {rule.Count(each => each.Right),3}  wrong {rule.Count(each => !each.Right),3}");
}

if (!args.Contains("--misses")) return;
foreach (var program in programs.Where(program => !program.IsFound)) Console.WriteLine($"\nmissed  {program.Name}: {program.Label.Defect} ({program.Label.Section}, {program.Label.Path}:{program.Label.StartLine})");
foreach (var program in programs)
{
    foreach (var finding in program.Strays) Console.WriteLine($"stray   {program.Name}: {Line(finding)}");
    foreach (var finding in program.FalseAlarms) Console.WriteLine($"alarm   {program.Name} (clean): {Line(finding)}");
}

static string Line(Finding finding) => $"{finding.Severity} {finding.Rule} at {finding.Locations[0]}";

static void Print(string name, List<LabelledProgram> programs)
{
    var found = programs.Count(program => program.IsFound);
    var right = programs.Sum(program => program.Hits.Count(finding => finding.Severity <= Severity.Medium));
    var wrong = programs.Sum(program => program.Strays.Count() + program.FalseAlarms.Count());
    var noisy = programs.Count(program => program.FalseAlarms.Any());
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-20} recall {found,3}/{programs.Count,-3} {(double)found / programs.Count:P0}   precision {(right + wrong == 0 ? 1 : (double)right / (right + wrong)):P0} ({wrong} wrong)   clean twins with an alarm {noisy}"));
}
