using Claudit.Storage;
using Claudit.Submissions;
using Claudit.Telemetry;
using Claudit.Workflow;

namespace Claudit.Audits;

/// <summary>
/// Takes requests in: checks them, stores what they submit, and hands the audit to the engine. An audit that is admitted runs,
/// whatever happens to the caller; one that is not leaves nothing behind.
/// </summary>
/// <param name="definitions">Finds an audit definition by its id.</param>
/// <param name="newId">Gives ids of audits: lower-case letters, digits and <c>-</c>, never the same again.</param>
public sealed class AuditAdmission(
    AuditStores stores,
    IAuditEngine engine,
    Func<string, AuditDefinition?> definitions,
    AuditSettings settings,
    Func<string> newId,
    TimeProvider time)
{
    public async Task<Admission> AdmitAsync(
        string tenant, StartAudit request, ReadSubmission submission, string? idempotencyKey, CancellationToken cancel)
    {
        var problems = StartProblems.Of(request, definitions(request.Audit), settings);
        if (!problems.IsEmpty) return new Admission.Refused(problems);
        if (idempotencyKey is null) return await AdmitNewAsync(tenant, request, submission, null, cancel);

        if (await RememberedAsync(tenant, idempotencyKey, cancel) is { } earlier)
            return await ReplayAsync(tenant, request, submission, earlier, cancel);
        if (!await stores.Idempotency.ClaimAsync(tenant, idempotencyKey, cancel)) return new Admission.KeyInFlight();
        try
        {
            // The holder before us may have been answered between our look and our claim.
            return await RememberedAsync(tenant, idempotencyKey, cancel) is { } faster
                ? await ReplayAsync(tenant, request, submission, faster, cancel)
                : await AdmitNewAsync(tenant, request, submission, idempotencyKey, cancel);
        }
        finally
        {
            await stores.Idempotency.ReleaseAsync(tenant, idempotencyKey, CancellationToken.None);
        }
    }

    private async Task<Admission> AdmitNewAsync(
        string tenant, StartAudit request, ReadSubmission submission, string? idempotencyKey, CancellationToken cancel)
    {
        var audit = new AuditKey(tenant, newId());
        var admitted = false;
        try
        {
            await using var writer = stores.Sources.Write(audit, () => stores.Work.ArriveAsync(audit));
            var reading = await submission(writer.AddAsync, cancel);
            if (reading.Manifest is not { } manifest) return new Admission.Refused(reading.Problems);
            await writer.CompleteAsync(manifest, cancel);

            // From here on the caller is not needed. The idempotency key counts only once there is a record.
            if (idempotencyKey is not null)
                await stores.Idempotency.RememberAsync(
                    tenant, idempotencyKey, audit.Audit, RequestHash.Of(request, manifest), CancellationToken.None);
            await RecordAsync(audit, request, manifest);
            admitted = true;
            await engine.SubmitAsync(audit, CancellationToken.None);
            return new Admission.Admitted(audit, Replayed: false);
        }
        finally
        {
            if (!admitted) await stores.Work.DeleteAsync(audit, CancellationToken.None);
        }
    }

    private async Task RecordAsync(AuditKey audit, StartAudit request, SubmissionManifest manifest)
    {
        var record = new AuditRecord
        {
            Id = audit.Audit,
            Audit = request.Audit,
            Options = request.Options,
            State = AuditState.Queued,
            CreatedAt = time.GetUtcNow(),
            Submission = new AuditedSubmission(manifest.Files.Length, manifest.Bytes, manifest.Lines, manifest.Skipped.Length),
            Trace = AuditTelemetry.Here,
        };
        try
        {
            await stores.Index.AddAsync(audit, record.Audit, record.CreatedAt, CancellationToken.None);
            await stores.Log.CreateAsync(audit, Progress.Status(AuditState.Queued), CancellationToken.None);
            await stores.Records.CreateAsync(audit, record, CancellationToken.None);
        }
        catch
        {
            await stores.Records.DeleteAsync(audit, CancellationToken.None);
            await stores.Log.DeleteAsync(audit, CancellationToken.None);
            await stores.Index.RemoveAsync(audit, record.Audit, record.CreatedAt, CancellationToken.None);
            throw;
        }

        AuditTelemetry.Admitted(manifest.Bytes);
    }

    /// <summary>What the key has started, if that can still be shown.</summary>
    private async Task<IdempotencyStore.Answer?> RememberedAsync(string tenant, string idempotencyKey, CancellationToken cancel) =>
        await stores.Idempotency.FindAsync(tenant, idempotencyKey, cancel) is { } answer &&
        await stores.Records.ReadAsync(new AuditKey(tenant, answer.Audit), cancel) is { EraseRequested: false }
            ? answer
            : null;

    private async Task<Admission> ReplayAsync(
        string tenant, StartAudit request, ReadSubmission submission, IdempotencyStore.Answer earlier, CancellationToken cancel)
    {
        var reading = await submission(static (_, _) => Task.CompletedTask, cancel);
        if (reading.Manifest is not { } manifest || RequestHash.Of(request, manifest) != earlier.RequestHash) return new Admission.KeyReused();
        var audit = new AuditKey(tenant, earlier.Audit);
        // The process that recorded it may have died before the engine heard of it.
        if (await stores.Records.ReadAsync(audit, cancel) is { State: AuditState.Queued }) await engine.SubmitAsync(audit, CancellationToken.None);
        return new Admission.Admitted(audit, Replayed: true);
    }
}
