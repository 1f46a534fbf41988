using System.Text.Json.Serialization;

namespace Claudit.Findings;

/// <summary>How bad a finding is, worst first. What each means for an audit, its definition says.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    Critical,
    High,
    Medium,
    Low,
}
