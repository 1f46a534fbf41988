import logging
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

import psycopg
from lago_python_client import Client
from lago_python_client.exceptions import LagoApiError
from lago_python_client.models import Event
from psycopg.rows import class_row

from exporter.config import config

log = logging.getLogger("exporter.lago")
lago = Client(api_key=config.lago_api_key, api_url=config.lago_url)

PENDING = """
    SELECT id, subscription_id, code, quantity, cluster, occurred_at
    FROM usage_events
    WHERE exported_at IS NULL
    ORDER BY occurred_at
    LIMIT 2000
"""
EXPORTED = "UPDATE usage_events SET exported_at = now() WHERE id = %s"


class ExportFailed(Exception):
    pass


class Usage(NamedTuple):
    id: UUID
    subscription_id: str
    code: str
    quantity: Decimal
    cluster: str
    occurred_at: datetime


def is_duplicate(error: LagoApiError) -> bool:
    details = (error.response or {}).get("error_details", {})
    return error.status_code == 422 and details.get("transaction_id") == ["value_already_exist"]


def send(usage: Usage) -> None:
    event = Event(
        transaction_id=str(usage.id),
        external_subscription_id=usage.subscription_id,
        code=usage.code,
        timestamp=int(usage.occurred_at.timestamp()),
        properties={"quantity": str(usage.quantity), "cluster": usage.cluster},
    )
    try:
        lago.events.create(event)
    except LagoApiError as error:
        if not is_duplicate(error):
            raise


def export_pending() -> int:
    failed = []
    with psycopg.connect(config.database_url, autocommit=True) as db:
        pending = db.cursor(row_factory=class_row(Usage)).execute(PENDING).fetchall()
        for usage in pending:
            try:
                send(usage)
            except LagoApiError:
                log.exception("%s %s of %s not sent", usage.code, usage.id, usage.subscription_id)
                failed.append(usage)
                continue
            db.execute(EXPORTED, (usage.id,))
    if failed:
        raise ExportFailed(f"{len(failed)} of {len(pending)} events, the first {failed[0].id}")
    return len(pending)
