using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Claudit.Audits;
using Claudit.Chunking;
using Claudit.Findings;
using Claudit.Storage;

namespace Claudit.Workflow;

/// <param name="Shards">The packs of source that are analysed together.</param>
/// <param name="Sections">Ids of the topic sections to audit, in the definition's order.</param>
/// <param name="AuditsTests">Whether tests and examples are audited, as they are where there is nothing else.</param>
public sealed record AuditPlan(ImmutableArray<Shard> Shards, ImmutableArray<string> Sections, bool AuditsTests)
{
    public static AuditPlan Nothing { get; } = new([], [], false);
}

/// <param name="Number">Of the shard, from 0.</param>
/// <param name="AuditsTests">As in the <see cref="AuditPlan"/>.</param>
public sealed record ShardInput(AuditKey Audit, int Number, Shard Shard, bool AuditsTests);

/// <param name="Shards">How many shards hold the facts.</param>
public sealed record SectionInput(AuditKey Audit, string Section, int Shards);

/// <param name="Failed">The sections that could not be audited, with the reason.</param>
/// <param name="Shards">How many shards hold the facts; 0 when not all were analysed.</param>
/// <param name="Stopped">Whether the audit was canceled.</param>
/// <param name="At">When the report is made.</param>
public sealed record MergeInput(AuditKey Audit, ImmutableArray<FailedSection> Failed, int Shards, bool Stopped, DateTimeOffset At);

public sealed record FailedSection(string Section, string Reason);

/// <param name="Canceled">Whether it was stopped before its end.</param>
public sealed record MeterInput(AuditKey Audit, bool Canceled);

/// <param name="State">One of those that end an audit.</param>
/// <param name="Error">Why it failed; null unless it did.</param>
public sealed record Ending(AuditKey Audit, AuditState State, Problem? Error, DateTimeOffset At);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AuditPlan))]
[JsonSerializable(typeof(int))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(Finding))]
[JsonSerializable(typeof(StatusData))]
[JsonSerializable(typeof(SectionStartedData))]
[JsonSerializable(typeof(SectionCompletedData))]
[JsonSerializable(typeof(FindingWithdrawnData))]
[JsonSerializable(typeof(ReportData))]
[JsonSerializable(typeof(ErrorData))]
public sealed partial class WorkflowJson : JsonSerializerContext;
