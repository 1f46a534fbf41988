using System.Collections.Immutable;

namespace Claudit.Audits;

/// <summary>What came of reading a set of definitions.</summary>
/// <param name="Catalog">Null exactly when there are problems.</param>
/// <param name="Problems">Of all files, in the order in which they were given; the pointer is <c>file:line</c>.</param>
public sealed record AuditCatalogReading(AuditCatalog? Catalog, ImmutableArray<Problem> Problems);

/// <summary>The audits that can be asked for.</summary>
public sealed class AuditCatalog
{
    private AuditCatalog(ImmutableArray<AuditDefinition> audits) => Audits = audits;

    /// <summary>At least one, by id.</summary>
    public ImmutableArray<AuditDefinition> Audits { get; }

    /// <summary>Reads definitions. An id or a finding prefix that two of them share is a problem too, and so is an empty set.</summary>
    public static AuditCatalogReading Read(IEnumerable<(string File, string Text)> definitions)
    {
        var problems = ImmutableArray.CreateBuilder<Problem>();
        var audits = new List<AuditDefinition>();
        foreach (var (file, text) in definitions)
        {
            var reading = AuditDefinitionReader.Read(file, text);
            problems.AddRange(reading.Problems);
            if (reading.Definition is not { } audit)
                continue;

            if (audits.Find(other => other.Id == audit.Id) is not null)
                Add("audit-duplicate", file, $"Another file defines the audit '{audit.Id}' already; keep one of the two.");
            else if (audits.Find(other => other.FindingPrefix == audit.FindingPrefix) is { } other)
                Add("prefix-taken", file, $"Findings of '{other.Id}' begin with '{audit.FindingPrefix}'; choose another findingPrefix.");
            audits.Add(audit);
        }

        if (audits.Count == 0 && problems.Count == 0)
            problems.Add(new Problem("catalog-empty", "", "There is no audit; add a folder with an audit.yaml."));

        return problems.Count > 0
            ? new AuditCatalogReading(null, problems.ToImmutable())
            : new AuditCatalogReading(new AuditCatalog([.. audits.OrderBy(audit => audit.Id, StringComparer.Ordinal)]), []);

        void Add(string code, string file, string message) => problems.Add(new Problem(code, $"{file}:1", message));
    }

    public AuditDefinition? Find(string id) => Audits.FirstOrDefault(audit => audit.Id == id);

    /// <summary>Code <c>audit-unknown</c>, for an id that <see cref="Find"/> does not know: names the nearest one, or else all.</summary>
    /// <param name="pointer">Where the caller wrote the id.</param>
    public Problem Unknown(string id, string pointer)
    {
        var advice = Nearest.To(id, Audits.Select(audit => audit.Id)) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"there is {string.Join(", ", Audits.Select(audit => $"'{audit.Id}'"))}.";
        return new Problem("audit-unknown", pointer, $"No audit is called {Quoted.Name(id)}; {advice}");
    }
}
