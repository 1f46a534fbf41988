using System.Collections.Immutable;
using Claudit.Analysis.Extraction;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis;

/// <summary>
/// What the files of a submission show together, linked across them: which function a call means, what starts it, where a value comes
/// from. Only code that runs in production is asked about, unless the submission holds nothing else.
/// </summary>
public sealed class SubmissionFacts
{
    /// <summary>More functions of one name than this, and a call of that name means none of them.</summary>
    private const int AmbiguityLimit = 3;

    /// <summary>Among so many functions of one name, what a method is called on may still tell which is meant.</summary>
    private const int NamesakeLimit = 12;

    private readonly ImmutableArray<FileFacts> _production;
    private readonly ILookup<SiteKind, LinkedSite> _sites;
    private readonly ILookup<LinkedFunction, LinkedSite> _byFunction;
    private readonly Dictionary<string, List<LinkedFunction>> _functions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Name), List<LinkedFunction>> _ownFunctions = [];
    private readonly Dictionary<LinkedFunction, List<LinkedSite>> _callers = [];
    private readonly Dictionary<LinkedFunction, LinkedSite> _sending = [];
    private readonly ImmutableArray<LinkedFunction> _allFunctions;
    private readonly ImmutableArray<(LinkedSite Call, LinkedSite Send)> _indirectSends;
    private readonly ImmutableArray<(FileFacts File, TableFact Table)> _tables;
    private CancellationToken _cancel;

    internal SubmissionFacts(IEnumerable<FileFacts> files, CancellationToken cancel)
    {
        _cancel = cancel;
        var all = files.OrderBy(file => file.Path, StringComparer.Ordinal).ToImmutableArray();
        _production = WithRegisteredEntries(Asked(all));
        Files = all;
        _tables = Named([.. _production.SelectMany(file => file.Tables.Select(table => (file, table)))]);
        _allFunctions = [.. _production.SelectMany(file => Enumerable.Range(0, file.Functions.Length).Select(index => new LinkedFunction(file, index)))];
        var sites = _production.SelectMany(file => file.Sites.Select(site => new LinkedSite(file, site))).ToList();
        _sites = sites.ToLookup(site => site.Site.Kind);
        _byFunction = sites.ToLookup(site => site.Function);
        foreach (var function in Functions.Where(function => !function.IsTopLevel && function.Fact.Name.Length > 0))
        {
            // One more than may be meant is enough to know that none is.
            Collect(_functions, function.Fact.Name, function);
            Collect(_ownFunctions, (function.File.Path, function.Fact.Name), function);
        }

        LinkCalls();
        LinkSends();
        _indirectSends = [.. FindIndirectSends()];
        Events = [.. Sends.SelectMany(send => UsageEvents.Of(this, send))];
        _cancel = CancellationToken.None;
    }

    /// <summary>All files, by path, tests and examples included.</summary>
    public ImmutableArray<FileFacts> Files { get; }

    /// <summary>The same facts, for one who has to stop: once canceled, whatever is asked of them throws.</summary>
    internal SubmissionFacts Until(CancellationToken cancel)
    {
        var facts = (SubmissionFacts)MemberwiseClone();
        facts._cancel = cancel;
        return facts;
    }

    /// <summary>The tables whose shape is shown, with the file that shows it.</summary>
    public IEnumerable<(FileFacts File, TableFact Table)> Tables => Interruptible(_tables);

    public ImmutableArray<LinkedFunction> Functions
    {
        get
        {
            _cancel.ThrowIfCancellationRequested();
            return _allFunctions;
        }
    }

    /// <summary>Usage events on their way to a provider or an own metering service, where the code sends them.</summary>
    public IEnumerable<LinkedSite> Sends => Of(SiteKind.Send);

    /// <summary>
    /// The same as events, each where its fields are put together: in the send, in the function that builds what is sent, or where a wrapper around the send is called.
    /// </summary>
    public ImmutableArray<LinkedSite> Events { get; }

    /// <summary>By path, then by place.</summary>
    public IEnumerable<LinkedSite> Of(SiteKind kind)
    {
        _cancel.ThrowIfCancellationRequested();
        return Interruptible(_sites[kind]);
    }

    /// <summary>All sites of one function, callbacks inside it included, in the order in which they stand.</summary>
    public IEnumerable<LinkedSite> In(LinkedFunction function)
    {
        _cancel.ThrowIfCancellationRequested();
        return _byFunction[function];
    }

    public IEnumerable<LinkedSite> In(LinkedFunction function, SiteKind kind) => In(function).Where(site => site.Site.Kind == kind);

    /// <summary>The functions that a call may mean; empty when there is none or there are too many.</summary>
    public IEnumerable<LinkedFunction> Callees(LinkedSite call)
    {
        _cancel.ThrowIfCancellationRequested();
        if (call.Site.Target is not { } name) return [];
        if (_ownFunctions.TryGetValue((call.File.Path, name), out var own) && own.Count <= AmbiguityLimit) return own;
        if (!_functions.TryGetValue(name, out var all) || all.Count > NamesakeLimit) return [];
        if (all.Count > 1 && ReceiverOf(call.Site) is { Count: > 0 } receiver && all.FindAll(each => receiver.IsSubsetOf(Words.Of(each.Fact.Container ?? ""))) is { Count: > 0 and <= AmbiguityLimit } named) return named;
        return all.Count <= AmbiguityLimit ? all : [];
    }

    /// <summary>The words of what a method is called on: <c>ledger</c> of <c>this.ledger.add</c>.</summary>
    private static WordSet? ReceiverOf(Site call)
    {
        foreach (var tag in call.Tags)
        {
            if (tag.StartsWith("of:", StringComparison.Ordinal)) return Words.Of(tag.AsSpan(3));
        }

        var what = call.What;
        var last = what.LastIndexOf('.');
        return last <= 0 ? null : Words.Of(what.AsSpan(what.LastIndexOf('.', last - 1) + 1)[..(last - what.LastIndexOf('.', last - 1) - 1)]);
    }

    private static void Collect<TKey>(Dictionary<TKey, List<LinkedFunction>> functions, TKey key, LinkedFunction function)
        where TKey : notnull
    {
        if (!functions.TryGetValue(key, out var all)) functions[key] = all = [];
        if (all.Count <= NamesakeLimit) all.Add(function);
    }

    /// <summary>The calls of a function, wherever they stand.</summary>
    public IReadOnlyList<LinkedSite> Callers(LinkedFunction function)
    {
        _cancel.ThrowIfCancellationRequested();
        return _callers.GetValueOrDefault(function) ?? [];
    }

    /// <summary>The send that a function leads to, by itself or through at most two calls; null when none is shown.</summary>
    public LinkedSite? SendBehind(LinkedFunction function) => _sending.TryGetValue(function, out var send) ? send : null;

    /// <summary>Calls of functions that send usage: to their callers they are sends.</summary>
    public IEnumerable<(LinkedSite Call, LinkedSite Send)> IndirectSends => Interruptible(_indirectSends);

    /// <summary>Whether the errors of all sends that a call leads to end before they reach it: each is dealt with where one event is sent.</summary>
    public bool IsDealtWithInside(LinkedSite call)
    {
        foreach (var callee in Callees(call).Take(1))
        {
            if (In(callee, SiteKind.Send).Any()) return false;
            var inner = In(callee, SiteKind.Call).Where(each => Callees(each).Take(1).Any(next => !next.Equals(callee) && SendBehind(next) is not null)).ToList();
            return inner.Count > 0 && inner.TrueForAll(each => each.Site.Errors is ErrorHandling.Kept or ErrorHandling.Swallowed);
        }

        return false;
    }

    /// <summary>
    /// What starts a function, by itself or through its callers, at most three calls away: itself first, then the nearest. Empty when
    /// nothing shown starts it.
    /// </summary>
    public IEnumerable<LinkedFunction> EntriesOf(LinkedFunction function)
    {
        var seen = new HashSet<LinkedFunction> { function };
        var ring = new List<LinkedFunction> { function };
        for (var distance = 0; distance <= 3 && ring.Count > 0; distance++)
        {
            foreach (var each in ring.Where(each => each.Fact.Entry != EntryKind.None)) yield return each;
            ring = [.. ring.SelectMany(Callers).Select(call => call.Function).Where(seen.Add)];
        }
    }

    /// <summary>Whether a function is run again when it fails, by what starts it or by a retry around a call of it, at most two calls away.</summary>
    public bool IsRepeated(LinkedFunction function) => IsRepeated(function, 2);

    private bool IsRepeated(LinkedFunction function, int distance) =>
        Callers(function).Any(call => call.Site.RetryLines is not null || (distance > 0 && IsRepeated(call.Function, distance - 1)));

    /// <summary>
    /// Where a value of a site comes from: the value itself, what callers pass for the parameters in it, and what the functions return that
    /// it is made by; at most two calls away.
    /// </summary>
    public IEnumerable<(LinkedSite Site, Value Value)> Origins(LinkedSite site, Value value) => Origins(site, value, 2, new HashSet<Value>(ReferenceEqualityComparer.Instance));

    private IEnumerable<(LinkedSite Site, Value Value)> Origins(LinkedSite site, Value value, int distance, HashSet<Value> seen)
    {
        if (!seen.Add(value)) yield break;
        yield return (site, value);
        if (distance == 0) yield break;
        foreach (var function in value.Calls.SelectMany(name => Callees(site with { Site = site.Site with { Target = name } })))
        {
            var inside = new LinkedSite(function.File, site.Site with { Function = function.Index, Lines = function.Fact.Lines });
            foreach (var returned in function.Fact.Returns)
            {
                // What a function makes is made anew wherever the call stands.
                var made = returned with { BornInUnit = returned.BornInUnit || value.BornInUnit };
                foreach (var origin in Origins(inside, made, distance - 1, seen)) yield return origin;
            }
        }

        foreach (var parameter in value.Parameters)
        {
            var position = site.Function.Fact.Parameters.IndexOf(parameter);
            if (position < 0) continue;
            if (site.Function.Fact.Parameters[0] is "self" or "cls") position--;
            foreach (var call in Callers(site.Function))
            {
                if (Argument(call, parameter, position, value) is not { } argument) continue;
                foreach (var origin in Origins(call, argument, distance - 1, seen)) yield return origin;
            }
        }
    }

    /// <summary>
    /// What a call passes for a parameter, by name or by position; a receiver such as <c>self</c> takes no position. Where one member of the
    /// parameter is meant and the call shows it, that member.
    /// </summary>
    private static Value? Argument(LinkedSite call, string parameter, int position, Value value)
    {
        if (value.Text.StartsWith(parameter + ".", StringComparison.Ordinal) && value.Text.AsSpan(parameter.Length + 1) is var member && !member.ContainsAny(" (["))
        {
            if ((call.Site.Field($"{parameter}.{member}") ?? call.Site.Field($"{position}.{member}")) is { } own) return own;
        }

        return call.Site.Field(parameter) ?? call.Site.Field($"{position}");
    }

    private IEnumerable<T> Interruptible<T>(IEnumerable<T> facts)
    {
        foreach (var fact in facts)
        {
            _cancel.ThrowIfCancellationRequested();
            yield return fact;
        }
    }

    /// <summary>What runs in production; where nothing does, interfaces; where there are none, tests and examples.</summary>
    private static ImmutableArray<FileFacts> Asked(ImmutableArray<FileFacts> all)
    {
        if (!all.Any(Decides)) return all;
        ImmutableArray<FileFacts> production = [.. all.Where(file => file.Role is FileRole.Production or FileRole.Migration)];
        return production.Any(Decides) ? production : [.. all.Where(file => !FileRoles.IsTestOrExample(file.Path))];
    }

    private static bool Decides(FileFacts file) => FileRoles.Decides(file.Path, file.Language);

    /// <summary>Gives each table a second time under every other name of its entity.</summary>
    private static ImmutableArray<(FileFacts File, TableFact Table)> Named(ImmutableArray<(FileFacts File, TableFact Table)> shown)
    {
        var names = shown.Where(each => each.Table.Entity is not null).ToLookup(each => each.Table.Entity!, each => each.Table.Name, StringComparer.Ordinal);
        return
        [
            .. from each in shown
               where each.Table.Entity is null && (!each.Table.IsAssumed || names.Contains(each.Table.Name))
               from name in names[each.Table.Name].Prepend(each.Table.Name).Distinct(StringComparer.Ordinal)
               select (each.File, each.Table with { Name = name }),
        ];
    }

    /// <summary>Gives each function that is registered somewhere the start that it is registered for.</summary>
    private static ImmutableArray<FileFacts> WithRegisteredEntries(ImmutableArray<FileFacts> files)
    {
        var registered = files.SelectMany(file => file.Sites.Where(site => site.Kind == SiteKind.Register && site.Target is not null))
            .GroupBy(site => site.Target!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        return [.. files.Select(file =>
        {
            var consumers = Consumers(file);
            return consumers.Count > 0 || file.Functions.Any(function => registered.ContainsKey(function.Name))
                ? file with { Functions = [.. file.Functions.Select((function, index) => consumers.Contains(index) ? function with { Entry = EntryKind.Consumer, EntryText = function.Name } : Registered(function, registered))] }
                : file;
        })];
    }

    /// <summary>The functions that nothing else starts and that acknowledge messages: whoever does takes them from a queue.</summary>
    private static HashSet<int> Consumers(FileFacts file)
    {
        var consumers = new HashSet<int>();
        foreach (var site in file.Sites)
        {
            if (site.Kind != SiteKind.Acknowledge || site.Function == 0 || site.Is("automatic") || site.Is("pop")) continue;
            var function = file.Functions[site.Function];
            if (function.Entry == EntryKind.None || (function.Entry == EntryKind.Schedule && function.Name == "ExecuteAsync")) consumers.Add(site.Function);
        }

        return consumers;
    }

    private static FunctionFact Registered(FunctionFact function, Dictionary<string, Site> registered) =>
        (function.Entry == EntryKind.None || (function.Entry == EntryKind.Route && function.EntryText == function.Name)) && registered.TryGetValue(function.Name, out var site) && Enum.TryParse<EntryKind>(site.Tags[0], out var kind)
            ? function with { Entry = kind, EntryText = site.What }
            : function;

    private void LinkCalls()
    {
        foreach (var call in Of(SiteKind.Call))
        {
            foreach (var callee in Callees(call))
            {
                if (!_callers.TryGetValue(callee, out var calls)) _callers[callee] = calls = [];
                calls.Add(call);
            }
        }
    }

    private IEnumerable<(LinkedSite Call, LinkedSite Send)> FindIndirectSends() =>
        from call in Of(SiteKind.Call)
        from callee in Callees(call).Take(1)
        let send = SendBehind(callee)
        where send is not null && !callee.Equals(call.Function)
        select (call, send.Value);

    private void LinkSends()
    {
        foreach (var send in Of(SiteKind.Send).Where(send => !send.Function.IsTopLevel)) _sending.TryAdd(send.Function, send);
        for (var distance = 0; distance < 2; distance++)
        {
            foreach (var (function, send) in _sending.ToList())
            {
                foreach (var call in Callers(function).Where(call => !call.Function.IsTopLevel)) _sending.TryAdd(call.Function, send);
            }
        }
    }
}
