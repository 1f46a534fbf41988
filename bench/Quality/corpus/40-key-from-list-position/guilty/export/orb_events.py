from dataclasses import dataclass
from datetime import datetime, timezone

import orb


@dataclass(frozen=True)
class Build:
    id: str
    workspace_id: str
    pipeline: str
    machine: str
    seconds: int
    finished_at: datetime


def to_event(build: Build, key: str) -> dict:
    return {
        "event_name": "build_seconds",
        "idempotency_key": key,
        "external_customer_id": build.workspace_id,
        "timestamp": build.finished_at.astimezone(timezone.utc).isoformat().replace("+00:00", "Z"),
        "properties": {
            "seconds": build.seconds,
            "build_id": build.id,
            "pipeline": build.pipeline,
            "machine": build.machine,
        },
    }


def send(client: orb.Orb, events: list[dict]) -> dict[str, str]:
    """Returns why events were refused, by their keys; the others are ingested."""
    try:
        client.events.ingest(events=events)
    except orb.BadRequestError as error:
        body = error.body if isinstance(error.body, dict) else {}
        refused = {item["idempotency_key"]: "; ".join(item["validation_errors"]) for item in body.get("validation_failed", [])}
        if not refused:
            raise
        rest = [event for event in events if event["idempotency_key"] not in refused]
        return refused | (send(client, rest) if rest else {})
    return {}
