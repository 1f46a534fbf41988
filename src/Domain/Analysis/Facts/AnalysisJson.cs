using System.Text.Json.Serialization;

namespace Claudit.Analysis.Facts;

/// <summary>Facts as they are stored between analysis and audit. What is zero is left out, but where a property is required: it could not be read back.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FileFacts))]
public sealed partial class AnalysisJson : JsonSerializerContext;
