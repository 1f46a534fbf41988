from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

import psycopg
from metronome import Metronome

Totals = Mapping[tuple[str, str], Decimal]

LEDGER = """
    SELECT coalesce(a.metronome_id, 'account ' || a.id), coalesce(m.metronome_metric_id, 'meter ' || u.meter), sum(u.quantity)
    FROM usage_ledger u
    JOIN accounts a ON a.id = u.account_id
    LEFT JOIN meters m ON m.name = u.meter
    WHERE u.occurred_at >= %(start)s AND u.occurred_at < %(end)s
    GROUP BY 1, 2
"""


def ledger_totals(db: psycopg.Connection, start: datetime, end: datetime) -> Totals:
    rows = db.execute(LEDGER, {"start": start, "end": end}).fetchall()
    return {(customer, metric): quantity for customer, metric, quantity in rows}


def metronome_totals(client: Metronome, start: datetime, end: datetime) -> Totals:
    totals: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for usage in client.v1.usage.list(starting_on=start, ending_before=end, window_size="DAY"):
        totals[usage.customer_id, usage.billable_metric_id] += Decimal(str(usage.value or 0))
    return totals
