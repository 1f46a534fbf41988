import logging
from datetime import date, datetime, time, timedelta, timezone

import psycopg

from metering.celery import app
from metering.config import settings

log = logging.getLogger(__name__)

TOTALS = """
    INSERT INTO daily_usage (tenant_id, meter, day, quantity)
    SELECT tenant_id, meter, %(day)s, sum(quantity)
    FROM usage_events
    WHERE occurred_at >= %(start)s AND occurred_at < %(end)s
    GROUP BY tenant_id, meter
    ON CONFLICT (tenant_id, meter, day) DO UPDATE SET quantity = EXCLUDED.quantity
"""



def bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, tzinfo=timezone.utc)
    return start, start + timedelta(days=1)


@app.task(bind=True, acks_late=True, autoretry_for=(psycopg.OperationalError,), retry_backoff=True, max_retries=8)
def total_day(self, day: str | None = None) -> None:
    counted = date.fromisoformat(day) if day else datetime.now(timezone.utc).date() - timedelta(days=1)
    start, end = bounds(counted)
    with psycopg.connect(settings.database_url) as db:
        written = db.execute(TOTALS, {"day": counted, "start": start, "end": end}).rowcount
        log.info("totalled %s: %d rows", counted, written)
