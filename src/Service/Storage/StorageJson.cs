using System.Text.Json.Serialization;
using Claudit.Audits;
using Claudit.Findings;
using Claudit.Metering;
using Claudit.Submissions;

namespace Claudit.Storage;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubmissionManifest))]
[JsonSerializable(typeof(SourcePackInfo[]))]
[JsonSerializable(typeof(SectionResult))]
[JsonSerializable(typeof(AuditRecord))]
[JsonSerializable(typeof(UsageRecord))]
[JsonSerializable(typeof(IdempotencyStore.Claim))]
[JsonSerializable(typeof(IdempotencyStore.Answer))]
internal sealed partial class StorageJson : JsonSerializerContext;
