using System.Text.Json.Serialization;

namespace Claudit.Analysis.Facts;

/// <summary>Facts as they are stored between analysis and audit.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FileFacts))]
public sealed partial class AnalysisJson : JsonSerializerContext;
