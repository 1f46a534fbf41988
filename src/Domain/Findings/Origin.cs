using System.Text.Json.Serialization;

namespace Claudit.Findings;

/// <summary>Which auditor made a finding.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Origin>))]
public enum Origin
{
    [JsonStringEnumMemberName("embedded")]
    Embedded,

    [JsonStringEnumMemberName("model")]
    Model,
}
