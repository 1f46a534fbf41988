using System.Collections.Immutable;
using System.Globalization;
using Claudit.Analysis.Facts;
using Claudit.Code;

namespace Claudit.Analysis.Extraction;

/// <summary>Collects the facts of one file.</summary>
internal sealed class FactsBuilder
{
    /// <summary>More sites than this in one file are a table, not a program.</summary>
    private const int SiteLimit = 20_000;

    /// <summary>More imports than this in one file are generated; each is looked at for many calls.</summary>
    private const int ImportLimit = 500;

    private readonly List<FunctionFact> _functions = [];
    private readonly List<Site> _sites = [];
    private readonly List<Site> _besideSends = [];
    private readonly List<TableFact> _tables = [];
    private readonly SortedSet<string> _imports = new(StringComparer.Ordinal);

    /// <summary>What was too much to be kept; null when nothing was.</summary>
    public Obstacle? Obstacle { get; private set; }

    public void Add(Site site)
    {
        if (_sites.Count < SiteLimit) _sites.Add(site);
        else Obstacle ??= new Obstacle(site.Offset, $"behind the first {SiteLimit.ToString("N0", CultureInfo.InvariantCulture)} places that matter");
    }

    /// <summary>Keeps a site whose names say nothing of metering for the case that its function turns out to send usage.</summary>
    public void AddBesideSend(Site site)
    {
        if (_besideSends.Count < SiteLimit) _besideSends.Add(site);
    }

    public void Add(TableFact table) => _tables.Add(table);

    public void AddImport(string module)
    {
        if (_imports.Count < ImportLimit) _imports.Add(module);
    }

    /// <summary>Gives the function's index.</summary>
    public int Add(FunctionFact function)
    {
        _functions.Add(function);
        return _functions.Count - 1;
    }

    public void Change(int function, Func<FunctionFact, FunctionFact> change) => _functions[function] = change(_functions[function]);

    public FunctionFact Function(int index) => _functions[index];

    public bool Imports(params ReadOnlySpan<string> modules)
    {
        foreach (var module in modules)
        {
            foreach (var imported in _imports)
            {
                if (imported.StartsWith(module, StringComparison.OrdinalIgnoreCase)) return true;
            }
        }

        return false;
    }

    public IReadOnlyCollection<Site> Sites => _sites;

    public ImmutableArray<string> AllImports => [.. _imports];

    public ImmutableArray<FunctionFact> Functions => [.. _functions];

    /// <summary>In the order in which they stand; of two at one place, the one recognised first.</summary>
    public ImmutableArray<Site> OrderedSites
    {
        get
        {
            if (_besideSends.Count == 0) return [.. _sites.OrderBy(site => site.Offset)];
            var senders = _sites.Where(site => site.Kind == SiteKind.Send).Select(site => site.Function).ToHashSet();
            return [.. _sites.Concat(_besideSends.Where(site => senders.Contains(site.Function))).OrderBy(site => site.Offset)];
        }
    }

    public ImmutableArray<TableFact> Tables => [.. _tables];
}
