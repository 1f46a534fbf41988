using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Claudit.Findings;

/// <summary>What an audit can say of one of its checks.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
public enum Verdict
{
    /// <summary>The submission shows it fulfilled, at the lines given.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>At least one finding says that it is not fulfilled.</summary>
    [JsonStringEnumMemberName("fail")]
    Fail,

    /// <summary>The submission touches on it, but neither side is shown, or a rule could not decide; the note says which.</summary>
    [JsonStringEnumMemberName("unclear")]
    Unclear,

    /// <summary>The submission shows nothing of the kind.</summary>
    [JsonStringEnumMemberName("not-shown")]
    NotShown,
}

/// <summary>A check's verdict with what it rests on.</summary>
/// <param name="Locations">For a pass, the lines that show it; for a failure, where its findings are; else empty.</param>
/// <param name="Note">Why, in a sentence.</param>
public sealed record CheckResult(string Id, string Question, Verdict Verdict, ImmutableArray<Location> Locations, string Note);
