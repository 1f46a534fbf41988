using System.Text.Json.Serialization;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Metering;

namespace Claudit.Storage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SourceIndex))]
[JsonSerializable(typeof(SectionResult))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(IdempotencyStore.Claim))]
[JsonSerializable(typeof(IdempotencyStore.Answer))]
internal sealed partial class StorageJson : JsonSerializerContext;
