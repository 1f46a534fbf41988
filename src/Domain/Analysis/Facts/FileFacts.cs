using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Submissions;

namespace Claudit.Analysis.Facts;

/// <summary>What one file says about metering: all that rules ever see of it. Compact, and the same for every language.</summary>
public sealed record FileFacts
{
    public required string Path { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required Language Language { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required FileRole Role { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Lines { get; init; }

    /// <summary>Why it was not read whole, such as "line 3: a comment that never closes"; null when it was.</summary>
    public string? Gap { get; init; }

    /// <summary>The modules it imports, as written.</summary>
    public ImmutableArray<string> Imports { get; init; } = [];

    /// <summary>The functions that hold a site or are called by one; a site names its function by the index here.</summary>
    public ImmutableArray<FunctionFact> Functions { get; init; } = [];

    /// <summary>Where something happens that metering is made of, in the order in which it stands.</summary>
    public ImmutableArray<Site> Sites { get; init; } = [];

    public ImmutableArray<TableFact> Tables { get; init; } = [];
}

/// <summary>What a file is for. Tests and examples are asked about where there is nothing else, interfaces where nothing runs in production.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FileRole>))]
public enum FileRole
{
    Production,
    Test,
    Example,

    /// <summary>Creates or changes tables.</summary>
    Migration,

    /// <summary>Runs in a browser and only shows: no usage is recorded, stored or charged there.</summary>
    Interface,
}
