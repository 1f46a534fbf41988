from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import clickhouse_connect.driver
import psycopg

UTC = ZoneInfo("UTC")
Totals = dict[tuple[str, str], int]

# Every request that was answered, as the gateway has logged it.
SERVED = """
    SELECT account_id, billable_as, sum(units)
    FROM gateway.request_log
    WHERE answered_at >= %(start)s AND answered_at < %(end)s AND billable_as IS NOT NULL
    GROUP BY account_id, billable_as
"""

# What invoices are made of.
METERED = """
    SELECT account_id, meter, sum(quantity)
    FROM metering.usage_events FINAL
    WHERE occurred_at >= {start:DateTime64(3, 'UTC')} AND occurred_at < {end:DateTime64(3, 'UTC')}
    GROUP BY account_id, meter
"""


def bounds(day: date) -> dict[str, datetime]:
    start = datetime.combine(day, time(), UTC)
    return {"start": start, "end": start + timedelta(days=1)}


def served(connection: psycopg.Connection, day: date) -> Totals:
    rows = connection.execute(SERVED, bounds(day)).fetchall()
    return {(account, meter): int(units) for account, meter, units in rows}


def metered(client: clickhouse_connect.driver.Client, day: date) -> Totals:
    rows = client.query(METERED, parameters=bounds(day)).result_rows
    return {(account, meter): int(quantity) for account, meter, quantity in rows}
