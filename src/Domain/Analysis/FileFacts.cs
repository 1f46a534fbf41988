using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Submissions;

namespace Claudit.Analysis;

/// <summary>What one file shows, compact enough to be stored for each file of a submission.</summary>
public sealed record FileFacts
{
    public required string Path { get; init; }

    public required Language Language { get; init; }
}

/// <summary>What the files of a submission show together.</summary>
/// <param name="Files">By path, in ordinal order.</param>
public sealed record SubmissionFacts(ImmutableArray<FileFacts> Files);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(FileFacts))]
public sealed partial class AnalysisJson : JsonSerializerContext;
