using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Claudit.Audits;

namespace Claudit.Api;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(JsonNode))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(AuditStatus))]
[JsonSerializable(typeof(AuditDefinition))]
[JsonSerializable(typeof(Estimate))]
internal sealed partial class ApiJson : JsonSerializerContext;
