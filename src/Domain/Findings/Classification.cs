using System.Text.Json.Serialization;

namespace Claudit.Findings;

[JsonConverter(typeof(JsonStringEnumConverter<Classification>))]
public enum Classification
{
    /// <summary>The code does something wrong that costs or charges money.</summary>
    [JsonStringEnumMemberName("VULNERABILITY")]
    Vulnerability,

    /// <summary>The code lacks something that it needs.</summary>
    [JsonStringEnumMemberName("DEFICIENCY")]
    Deficiency,

    /// <summary>Would be better; never lowers a score.</summary>
    [JsonStringEnumMemberName("SUGGESTION")]
    Suggestion,
}
