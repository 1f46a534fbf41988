from datetime import datetime, timezone
from itertools import batched

import orb
import psycopg
from prefect import flow, get_run_logger, task
from prefect.tasks import exponential_backoff
from psycopg.rows import class_row

from export.alerts import notify_on_call
from export.orb_events import Build, send, to_event
from export.settings import settings

PENDING = """
    SELECT id, workspace_id, pipeline, machine, seconds, finished_at
    FROM builds
    WHERE finished_at IS NOT NULL AND exported_at IS NULL AND export_refused IS NULL
    ORDER BY finished_at, id
"""
EXPORTED = "UPDATE builds SET exported_at = %s WHERE id = ANY(%s)"
REFUSED = "UPDATE builds SET export_refused = %s WHERE id = %s"


@task(retries=6, retry_delay_seconds=exponential_backoff(backoff_factor=15), retry_jitter_factor=0.3)
def export_builds() -> int:
    log = get_run_logger()
    client = orb.Orb(api_key=settings.orb_api_key)
    exported = 0
    with psycopg.connect(settings.database_url, autocommit=True) as db:
        builds = db.cursor(row_factory=class_row(Build)).execute(PENDING).fetchall()
        for chunk in batched(builds, 200):
            keyed = {f"build_seconds:{build.id}": build for build in chunk}
            refused = send(client, [to_event(build, key) for key, build in keyed.items()])
            for key, reason in refused.items():
                log.error("build %s of %s refused by Orb: %s", keyed[key].id, keyed[key].workspace_id, reason)
                db.execute(REFUSED, (reason, keyed[key].id))
            sent = [build.id for key, build in keyed.items() if key not in refused]
            db.execute(EXPORTED, (datetime.now(timezone.utc), sent))
            exported += len(sent)
            if refused:
                notify_on_call(f"Orb refused {len(refused)} builds", builds=[keyed[key].id for key in refused])
    log.info("exported %d of %d builds", exported, len(builds))
    return exported


@flow(name="export-build-seconds", on_failure=[lambda flow, run, state: notify_on_call(f"{run.name}: {state.message}")])
def export_build_seconds() -> None:
    export_builds()


if __name__ == "__main__":
    export_build_seconds.serve(name="every-quarter", cron="*/15 * * * *", limit=1)
