using System.Text.Json.Serialization;

namespace Claudit.Findings;

/// <summary>How sure the auditor is, surest first.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Confidence>))]
public enum Confidence
{
    /// <summary>The shown code is wrong whatever the rest of the system does.</summary>
    [JsonStringEnumMemberName("CERTAIN")]
    Certain,

    /// <summary>Wrong unless something that the submission does not show makes up for it.</summary>
    [JsonStringEnumMemberName("LIKELY")]
    Likely,

    /// <summary>Worth a look: the submission shows a sign of it, or lacks what would rule it out.</summary>
    [JsonStringEnumMemberName("POSSIBLE")]
    Possible,
}
