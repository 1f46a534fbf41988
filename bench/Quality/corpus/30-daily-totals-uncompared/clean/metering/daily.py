import logging
from datetime import date, datetime, time, timedelta, timezone

import psycopg
from psycopg.rows import dict_row

from metering.celery import app
from metering.config import settings
from metering.paging import page

log = logging.getLogger(__name__)

TOTALS = """
    INSERT INTO daily_usage (tenant_id, meter, day, quantity)
    SELECT tenant_id, meter, %(day)s, sum(quantity)
    FROM usage_events
    WHERE occurred_at >= %(start)s AND occurred_at < %(end)s
    GROUP BY tenant_id, meter
    ON CONFLICT (tenant_id, meter, day) DO UPDATE SET quantity = EXCLUDED.quantity
"""

UNUSUAL = """
    WITH usual AS (
        SELECT tenant_id, meter, avg(quantity) AS quantity
        FROM daily_usage
        WHERE day IN (%(day)s::date - 7, %(day)s::date - 14, %(day)s::date - 21, %(day)s::date - 28)
        GROUP BY tenant_id, meter
    )
    SELECT usual.tenant_id, usual.meter, usual.quantity AS usual, coalesce(today.quantity, 0) AS today
    FROM usual
    LEFT JOIN daily_usage AS today
      ON today.tenant_id = usual.tenant_id AND today.meter = usual.meter AND today.day = %(day)s
    WHERE usual.quantity >= 1000
      AND (coalesce(today.quantity, 0) < usual.quantity * 0.3 OR today.quantity > usual.quantity * 3)
"""


def bounds(day: date) -> tuple[datetime, datetime]:
    start = datetime.combine(day, time.min, tzinfo=timezone.utc)
    return start, start + timedelta(days=1)


@app.task(bind=True, acks_late=True, autoretry_for=(psycopg.OperationalError,), retry_backoff=True, max_retries=8)
def total_day(self, day: str | None = None) -> None:
    counted = date.fromisoformat(day) if day else datetime.now(timezone.utc).date() - timedelta(days=1)
    start, end = bounds(counted)
    with psycopg.connect(settings.database_url, row_factory=dict_row) as db:
        written = db.execute(TOTALS, {"day": counted, "start": start, "end": end}).rowcount
        log.info("totalled %s: %d rows", counted, written)
        unusual = db.execute(UNUSUAL, {"day": counted}).fetchall()
    for row in unusual:
        page(
            "usage is unusual",
            tenant=row["tenant_id"],
            meter=row["meter"],
            day=counted.isoformat(),
            usual=str(row["usual"]),
            counted=str(row["today"]),
        )
