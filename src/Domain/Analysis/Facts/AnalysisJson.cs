using System.Text.Json.Serialization;

namespace Claudit.Analysis.Facts;

/// <summary>Facts as they are stored between analysis and audit. Zeros are written: leaving out a required one could not be read back.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FileFacts))]
public sealed partial class AnalysisJson : JsonSerializerContext;
