using System.Text.Json.Serialization;
using Claudit.Analysis.Facts;

namespace Claudit.Analysis;

/// <summary>How facts are stored between the activities of an audit.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileFacts))]
public sealed partial class AnalysisJson : JsonSerializerContext;
