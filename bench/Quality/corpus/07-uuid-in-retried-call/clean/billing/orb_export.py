from __future__ import annotations

import logging
from datetime import timezone
from uuid import uuid4

import orb
from sqlalchemy import select, update
from sqlalchemy.orm import Session, sessionmaker
from tenacity import before_sleep_log, retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential

from billing.metrics import export_rejected, exported
from billing.models import ScanUsage

logger = logging.getLogger(__name__)

CHUNK = 200
TRANSIENT = (orb.APIConnectionError, orb.RateLimitError, orb.InternalServerError)

client = orb.Orb(max_retries=0, timeout=20.0)


@retry(
    retry=retry_if_exception_type(TRANSIENT),
    wait=wait_random_exponential(multiplier=1, max=60),
    stop=stop_after_attempt(7),
    before_sleep=before_sleep_log(logger, logging.WARNING),
    reraise=True,
)
def ingest(rows: list[ScanUsage]) -> None:
    client.events.ingest(
        events=[
            {
                "event_name": "document_scanned",
                "idempotency_key": str(row.id),
                "external_customer_id": row.account_id,
                "timestamp": row.scanned_at.astimezone(timezone.utc),
                "properties": {"pages": row.pages, "scanner": row.scanner},
            }
            for row in rows
        ]
    )


def record_scan(session: Session, account_id: str, scanner: str, pages: int, scanned_at) -> None:
    session.add(ScanUsage(id=uuid4(), account_id=account_id, scanner=scanner, pages=pages, scanned_at=scanned_at))


def ingest_singly(rows: list[ScanUsage]) -> None:
    for row in rows:
        try:
            ingest([row])
        except orb.BadRequestError as error:
            export_rejected.inc()
            logger.error("Orb refused usage %s of account %s: %s", row.id, row.account_id, error)
            row.status = "refused"
        else:
            row.status = "sent"


def export_pending(sessions: sessionmaker[Session]) -> int:
    total = 0
    while True:
        with sessions.begin() as session:
            rows = list(
                session.scalars(
                    select(ScanUsage)
                    .where(ScanUsage.status == "pending")
                    .order_by(ScanUsage.scanned_at)
                    .limit(CHUNK)
                    .with_for_update(skip_locked=True)
                )
            )
            if not rows:
                return total
            try:
                ingest(rows)
            except orb.BadRequestError:
                ingest_singly(rows)
                continue
            session.execute(update(ScanUsage).where(ScanUsage.id.in_([row.id for row in rows])).values(status="sent"))
            exported.inc(len(rows))
            total += len(rows)
