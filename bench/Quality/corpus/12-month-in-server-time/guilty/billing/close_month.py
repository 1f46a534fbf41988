import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, create_engine, text

from billing.celery import app
from billing.config import settings

log = logging.getLogger(__name__)
engine = create_engine(settings.database_url, pool_pre_ping=True)

ROLL_UP = text(
    """
    INSERT INTO monthly_usage (account_id, meter, month_start, quantity)
    SELECT account_id, meter, :start, sum(quantity)
    FROM usage_events
    WHERE occurred_at >= :start AND occurred_at < :end
    GROUP BY account_id, meter
    ON CONFLICT (account_id, meter, month_start) DO UPDATE SET quantity = EXCLUDED.quantity
    """
)


@dataclass(frozen=True)
class Month:
    start: datetime
    end: datetime


def last_month() -> Month:
    now = datetime.now()
    end = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    start = (end - timedelta(days=1)).replace(day=1)
    return Month(start, end)


def roll_up(connection: Connection, month: Month) -> int:
    return connection.execute(ROLL_UP, {"start": month.start, "end": month.end}).rowcount


@app.task(bind=True, acks_late=True, autoretry_for=(Exception,), retry_backoff=True, max_retries=10)
def close_month(self) -> None:
    month = last_month()
    with engine.begin() as connection:
        accounts = roll_up(connection, month)
    log.info("closed %s with %d totals", month.start.date(), accounts)
